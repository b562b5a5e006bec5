"""Who there is: patients, caregivers, staff, organizations; who may see whom; which records are one person."""
