"""Every clock boundary of practice.md section 9, on both sides of the day. Printed as docs/clocks.md (`make docs`)."""

from tests.spec.clock_language import Chapter, Spec

BREAST = Chapter("Breast", [
    Spec("NBCCEDP: late only after 60 calendar days from screening to diagnosis", "breast",
         """on         | kind             | value
            2026-01-01 | screening-result | birads-4
            2026-03-02 | pathology        | benign""",
         """step       | due        | on         | state
            resolution | 2026-03-02 | 2026-03-01 | due-soon
            resolution | 2026-03-02 | 2026-03-02 | met"""),
    Spec("NBCCEDP: day 61 is late", "breast",
         """on         | kind             | value
            2026-01-01 | screening-result | birads-4
            2026-03-03 | pathology        | malignant""",
         """step       | due        | on         | state
            resolution | 2026-03-02 | 2026-03-02 | due
            resolution | 2026-03-02 | 2026-03-03 | met-late"""),
    Spec("NBCCEDP: diagnosis to treatment, 60 and 61 days; long overdue more than 60 days after that", "breast",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive""",
         """step            | due        | on         | state
            treatment-start | 2026-03-02 | 2026-02-15 | not-yet-due
            treatment-start | 2026-03-02 | 2026-02-16 | due-soon
            treatment-start | 2026-03-02 | 2026-03-02 | due
            treatment-start | 2026-03-02 | 2026-03-03 | overdue
            treatment-start | 2026-03-02 | 2026-05-01 | overdue
            treatment-start | 2026-03-02 | 2026-05-02 | long-overdue"""),
    Spec("FMA-E: 90 days in time, 91 late; biopsy or imaging of any reading follows up", "breast",
         """on         | kind             | value
            2026-01-01 | screening-result | birads-0
            2026-04-02 | imaging          | birads-4""",
         """step                              | due        | on         | state
            follow-up-of-abnormal/hedis-fma-e | 2026-04-01 | 2026-04-01 | due
            follow-up-of-abnormal/hedis-fma-e | 2026-04-01 | 2026-04-02 | met-late""", born="1966-05-05"),
    Spec("FMA-E speaks of ages 40 to 74: 39 is left out", "breast",
         """on         | kind             | value
            2026-01-01 | screening-result | birads-0""",
         """step                              | due | on         | state
            follow-up-of-abnormal/hedis-fma-e | -   | 2026-04-02 | -""", born="1986-01-02"),
    Spec("FMA-E: 40 on the day is counted", "breast",
         """on         | kind             | value
            2026-01-01 | screening-result | birads-0""",
         """step                              | due        | on         | state
            follow-up-of-abnormal/hedis-fma-e | 2026-04-01 | 2026-04-02 | overdue""", born="1986-01-01"),
    Spec("FMA-E: 74 is counted, 75 is not; 4700e still counts 75", "breast",
         """on         | kind             | value
            2026-01-01 | screening-result | birads-0""",
         """step                              | due        | on         | state
            follow-up-of-abnormal/hedis-fma-e | -          | 2026-04-02 | -
            follow-up-of-abnormal/cbe-4700e   | 2026-03-02 | 2026-04-02 | overdue""", born="1951-01-01", sex="female"),
    Spec("An unknown birth date leaves nobody out", "breast",
         """on         | kind             | value
            2026-01-01 | screening-result | birads-0""",
         """step                              | due        | on         | state
            follow-up-of-abnormal/hedis-fma-e | 2026-04-01 | 2026-04-02 | overdue"""),
    Spec("4700e: imaging read BI-RADS 4 alone does not satisfy; a biopsy on day 60 does", "breast",
         """on         | kind             | value
            2026-01-01 | screening-result | birads-0
            2026-01-08 | imaging          | birads-4
            2026-03-02 | biopsy           |""",
         """step                            | due        | on         | state
            follow-up-of-abnormal/cbe-4700e | 2026-03-02 | 2026-01-20 | not-yet-due
            follow-up-of-abnormal/cbe-4700e | 2026-03-02 | 2026-03-02 | met""", born="1966-05-05", sex="female"),
    Spec("BCSdx: surgery within and including 60 days", "breast",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive
            2026-03-02 | treatment | surgery""",
         """step                         | due        | on         | state
            treatment-start/coc-bcsdx-60 | 2026-03-02 | 2026-03-02 | met"""),
    Spec("BCSdx: day 61 fails", "breast",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive
            2026-03-03 | treatment | surgery""",
         """step                         | due        | on         | state
            treatment-start/coc-bcsdx-60 | 2026-03-02 | 2026-03-03 | met-late"""),
    Spec("BCSdx leaves out neoadjuvant therapy", "breast",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive
            2026-02-01 | treatment | systemic
            2026-06-01 | treatment | surgery""",
         """step                         | due        | on         | state
            treatment-start/coc-bcsdx-60 | 2026-03-02 | 2026-06-02 | not-needed
            treatment-start              | 2026-03-02 | 2026-06-02 | met"""),
    Spec("BCSdx leaves out stage IV", "breast",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive
            2026-01-10 | stage     | iv""",
         """step                         | due        | on         | state
            treatment-start/coc-bcsdx-60 | 2026-03-02 | 2026-04-01 | not-needed
            treatment-start              | 2026-03-02 | 2026-04-01 | overdue"""),
    Spec("NAPBC desired: 7, 7 and 28 days run beside the others", "breast",
         """on         | kind             | value
            2026-01-01 | screening-result | birads-0
            2026-01-09 | imaging          | birads-5
            2026-01-16 | biopsy           |
            2026-01-18 | pathology        | malignant
            2026-02-13 | treatment        | surgery""",
         """step                                   | due        | on         | state
            diagnostic-imaging                     | 2026-01-08 | 2026-01-08 | due
            diagnostic-imaging                     | 2026-01-08 | 2026-01-09 | met-late
            biopsy                                 | 2026-01-16 | 2026-01-16 | met
            treatment-start/napbc-biopsy-surgery-28 | 2026-02-13 | 2026-02-13 | met
            treatment-start                        | 2026-03-19 | 2026-02-13 | met"""),
    Spec("NAPBC desired: biopsy to neoadjuvant therapy 21 days", "breast",
         """on         | kind      | value
            2026-01-01 | biopsy    |
            2026-01-01 | diagnosis | invasive
            2026-01-23 | treatment | systemic""",
         """step                                        | due        | on         | state
            treatment-start/napbc-biopsy-neoadjuvant-21 | -          | 2026-01-22 | -"""),
    Spec("BI-RADS 3: imaging at 6, 12 and 24 months", "breast",
         """on         | kind             | value
            2026-01-31 | screening-result | birads-3
            2026-07-31 | imaging          | birads-3""",
         """step         | due        | on         | state
            follow-up-6  | 2026-07-31 | 2026-07-31 | met
            follow-up-12 | 2027-01-31 | 2027-01-01 | due-soon
            follow-up-12 | 2027-01-31 | 2027-02-01 | overdue
            follow-up-24 | 2028-01-31 | 2027-02-01 | not-yet-due"""),
    Spec("BI-RADS 3: a new 0, 4 or 5 resets the schedule and starts its own clocks", "breast",
         """on         | kind             | value
            2026-01-31 | screening-result | birads-3
            2026-07-20 | imaging          | birads-4a""",
         """step         | due        | on         | state
            follow-up-6  | 2026-07-31 | 2026-07-20 | met
            follow-up-12 | 2027-01-31 | 2026-07-20 | not-needed
            follow-up-24 | 2028-01-31 | 2026-07-20 | not-needed
            biopsy       | 2026-07-27 | 2026-07-28 | overdue"""),
    Spec("A 4 or 5 after the first answer asks for a new answer", "breast",
         """on         | kind             | value
            2026-01-01 | screening-result | birads-0
            2026-01-10 | imaging          | birads-3
            2026-07-10 | imaging          | birads-4""",
         """step         | due        | on         | state
            resolution   | 2026-03-02 | 2026-01-10 | met
            resolution#2 | 2026-09-08 | 2026-09-09 | overdue"""),
    Spec("BI-RADS 3, then 0, then 3 again: the schedule starts anew", "breast",
         """on         | kind             | value
            2026-01-31 | screening-result | birads-3
            2026-05-01 | screening-result | birads-0
            2026-06-01 | imaging          | birads-3""",
         """step          | due        | on         | state
            follow-up-6   | 2026-07-31 | 2026-06-01 | met
            follow-up-6#2 | 2026-12-01 | 2026-12-02 | overdue"""),
    Spec("Benign and malignant on one day: the doubt keeps the case going", "breast",
         """on         | kind             | value
            2026-01-01 | screening-result | birads-4
            2026-01-20 | pathology        | benign
            2026-01-20 | pathology        | malignant""",
         """step            | due        | on         | state
            treatment-start | 2026-03-21 | 2026-03-22 | overdue""", source="a case found in review"),
    Spec("A benign month does not end what is found within it", "breast",
         """on         | kind             | value
            2026-01-01 | screening-result | birads-4
            2026-02    | pathology        | benign
            2026-02-20 | pathology        | malignant""",
         """step            | due        | on         | state
            treatment-start | 2026-04-21 | 2026-04-22 | overdue""", source="a case found in review"),
    Spec("High-risk pathology waits for a plan, without a deadline", "breast",
         """on         | kind      | value
            2026-01-01 | pathology | high-risk""",
         """step           | due | on         | state
            high-risk-plan | -   | 2026-02-01 | no-deadline""", source="practice.md 5.2"),
    Spec("BI-RADS 1 and 2 open nothing", "breast",
         """on         | kind             | value
            2026-01-31 | screening-result | birads-2""",
         """step       | due | on         | state
            resolution | -   | 2027-01-31 | -"""),
    Spec("BI-RADS 6 is a known cancer: treat", "breast",
         """on         | kind             | value
            2026-01-31 | screening-result | birads-6""",
         """step            | due        | on         | state
            resolution      | -          | 2027-01-31 | -
            treatment-start | 2026-04-01 | 2026-04-02 | overdue""", source="practice.md 5.2"),
    Spec("A partial date starts the clock on its first day and meets it on its last", "breast",
         """on         | kind             | value
            2026-01    | screening-result | birads-4
            2026-03    | pathology        | benign""",
         """step       | due        | on         | state
            resolution | 2026-03-02 | 2026-03-03 | overdue
            resolution | 2026-03-02 | 2026-03-31 | met-late"""),
])  # fmt: skip
CERVICAL = Chapter("Cervical", [
    Spec("NBCCEDP: precancer, 90 days in time", "cervical",
         """on         | kind      | value
            2026-01-01 | pathology | cin2
            2026-04-01 | treatment | excision""",
         """step                | due        | on         | state
            precancer-treatment | 2026-04-01 | 2026-04-01 | met"""),
    Spec("NBCCEDP: precancer, day 91 late", "cervical",
         """on         | kind      | value
            2026-01-01 | pathology | cin3
            2026-04-02 | treatment | excision""",
         """step                | due        | on         | state
            precancer-treatment | 2026-04-01 | 2026-04-02 | met-late"""),
    Spec("NBCCEDP: invasive cancer has 60 days, CIN2 has 90", "cervical",
         """on         | kind      | value
            2026-01-01 | pathology | malignant""",
         """step                | due        | on         | state
            treatment-start     | 2026-03-02 | 2026-03-02 | due
            treatment-start     | 2026-03-02 | 2026-03-03 | overdue
            precancer-treatment | -          | 2026-03-03 | -"""),
    Spec("NBCCEDP: screening to diagnosis, 60 and 61 days", "cervical",
         """on         | kind             | value
            2026-01-01 | screening-result | hsil""",
         """step       | due        | on         | state
            resolution | 2026-03-02 | 2026-03-02 | due
            resolution | 2026-03-02 | 2026-03-03 | overdue
            colposcopy | 2026-04-01 | 2026-04-01 | due
            colposcopy | 2026-04-01 | 2026-04-02 | overdue"""),
    Spec("ASCCP: return in one year", "cervical",
         """on         | kind             | value
            2026-01-01 | screening-result | risk-1-year""",
         """step          | due        | on         | state
            return-1-year | 2027-01-01 | 2026-12-01 | not-yet-due
            return-1-year | 2027-01-01 | 2026-12-02 | due-soon
            return-1-year | 2027-01-01 | 2027-01-02 | overdue""", source="practice.md 5.3"),
    Spec("An HPV-positive result without a risk estimate has no deadline, and is shown", "cervical",
         """on         | kind             | value
            2026-01-01 | screening-result | hpv-positive""",
         """step          | due | on         | state
            estimate-risk | -   | 2027-01-02 | no-deadline""", source="practice.md 5.3"),
    Spec("The report on what was removed opens nothing anew", "cervical",
         """on         | kind      | value
            2026-01-01 | pathology | cin3
            2026-02-01 | treatment | excision
            2026-02-09 | pathology | cin3""",
         """step                | due        | on         | state
            precancer-treatment | 2026-04-01 | 2026-06-01 | met
            precancer-treatment#2 | -        | 2026-06-01 | -""", source="practice.md 5.3"),
    Spec("... but invasive cancer found in it does", "cervical",
         """on         | kind      | value
            2026-01-01 | pathology | cin3
            2026-02-01 | treatment | excision
            2026-02-09 | pathology | malignant""",
         """step            | due        | on         | state
            treatment-start | 2026-04-10 | 2026-04-11 | overdue""", source="practice.md 5.3"),
])  # fmt: skip
COLORECTAL = Chapter("Colorectal", [
    Spec("A high-risk polyp waits for a plan, without a deadline; the same day's colonoscopy is none", "colorectal",
         """on         | kind             | value
            2026-01-01 | screening-result | stool-positive
            2026-02-01 | colonoscopy      |
            2026-02-01 | pathology        | high-risk""",
         """step                     | due        | on         | state
            colonoscopy              | 2026-06-30 | 2026-02-01 | met
            result-after-colonoscopy | -          | 2026-02-01 | met
            high-risk-plan           | -          | 2027-02-01 | no-deadline""", source="practice.md 5.4; nothing opened stands without a step"),
    Spec("A high-risk polyp opens a case by itself; the specialist's visit brings the plan", "colorectal",
         """on         | kind      | value
            2026-01-01 | pathology | high-risk
            2026-01-20 | consult   |""",
         """step           | due | on         | state
            high-risk-plan | -   | 2026-01-19 | no-deadline
            high-risk-plan | -   | 2026-01-20 | met""", source="practice.md 5.4"),
    Spec("4705e: colonoscopy within 180 days", "colorectal",
         """on         | kind             | value
            2026-01-01 | screening-result | stool-positive
            2026-06-30 | colonoscopy      |""",
         """step       | due        | on         | state
            colonoscopy | 2026-06-30 | 2026-06-30 | met""", born="1966-05-05"),
    Spec("4705e: day 181 is late", "colorectal",
         """on         | kind             | value
            2026-01-01 | screening-result | stool-positive""",
         """step        | due        | on         | state
            colonoscopy | 2026-06-30 | 2026-06-30 | due
            colonoscopy | 2026-06-30 | 2026-07-01 | overdue""", born="1966-05-05"),
    Spec("4705e counts ages 45 to 75; at 44 another standard gives the day", "colorectal",
         """on         | kind             | value
            2026-01-01 | screening-result | stool-positive""",
         """step                  | due        | on         | state
            colonoscopy/cbe-4705e | -          | 2026-07-01 | -
            colonoscopy           | 2026-07-01 | 2026-07-02 | overdue""", born="1981-01-02"),
    Spec("4705e: 45 on the day is counted", "colorectal",
         """on         | kind             | value
            2026-01-01 | screening-result | stool-positive""",
         """step                  | due        | on         | state
            colonoscopy/cbe-4705e | 2026-06-30 | 2026-07-01 | overdue""", born="1981-01-01"),
    Spec("4705e: 75 is counted, 76 is not", "colorectal",
         """on         | kind             | value
            2026-01-01 | screening-result | stool-positive""",
         """step                  | due | on         | state
            colonoscopy/cbe-4705e | -   | 2026-07-01 | -""", born="1950-01-01"),
    Spec("ACT: adjuvant chemotherapy within 120 days, stage III, under 80", "colorectal",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive
            2026-01-10 | stage     | iii""",
         """step                  | due        | on         | state
            adjuvant-chemotherapy | 2026-05-01 | 2026-05-01 | due
            adjuvant-chemotherapy | 2026-05-01 | 2026-05-02 | overdue""", born="1946-01-02"),
    Spec("ACT leaves out age 80", "colorectal",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive
            2026-01-10 | stage     | iii""",
         """step                  | due | on         | state
            adjuvant-chemotherapy | -   | 2026-05-02 | -""", born="1946-01-01"),
    Spec("Treatment has no national number here: no deadline, and shown", "colorectal",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive""",
         """step            | due | on         | state
            treatment-start | -   | 2027-05-02 | no-deadline"""),
])  # fmt: skip
LUNG = Chapter("Lung", [
    Spec("Lung-RADS 1: 12 months", "lung",
         """on         | kind             | value
            2026-01-15 | screening-result | lung-rads-1""",
         """step      | due        | on         | state
            annual-ct | 2027-01-15 | 2027-01-15 | due
            annual-ct | 2027-01-15 | 2027-01-16 | overdue"""),
    Spec("Lung-RADS 2: 12 months", "lung",
         """on         | kind             | value
            2026-01-15 | screening-result | lung-rads-2""",
         """step      | due        | on         | state
            annual-ct | 2027-01-15 | 2027-01-15 | due"""),
    Spec("Lung-RADS 3: 31 August + 6 months is the end of February", "lung",
         """on         | kind             | value
            2026-08-31 | screening-result | lung-rads-3""",
         """step        | due        | on         | state
            ct-6-months | 2027-02-28 | 2027-02-28 | due
            ct-6-months | 2027-02-28 | 2027-03-01 | overdue"""),
    Spec("... and the 29th in a leap year", "lung",
         """on         | kind             | value
            2027-08-31 | screening-result | lung-rads-3""",
         """step        | due        | on         | state
            ct-6-months | 2028-02-29 | 2028-02-29 | due"""),
    Spec("Lung-RADS 4A: 3 months; delay means more than 30 days past due", "lung",
         """on         | kind             | value
            2026-01-15 | screening-result | lung-rads-4a""",
         """step                                   | due        | on         | state
            ct-3-months                            | 2026-04-15 | 2026-04-16 | overdue
            ct-3-months/lung-rads-ct-3-months-delay | 2026-05-15 | 2026-05-15 | due
            ct-3-months/lung-rads-ct-3-months-delay | 2026-05-15 | 2026-05-16 | overdue"""),
    Spec("Each CT starts the next clock", "lung",
         """on         | kind             | value
            2025-01-15 | screening-result | lung-rads-2
            2026-01-10 | screening-result | lung-rads-1""",
         """step        | due        | on         | state
            annual-ct   | 2026-01-15 | 2026-01-10 | met
            annual-ct#2 | 2027-01-10 | 2026-01-10 | not-yet-due"""),
    Spec("Lung-RADS 4B: work-up within 30 days", "lung",
         """on         | kind             | value
            2026-01-15 | screening-result | lung-rads-4b""",
         """step    | due        | on         | state
            work-up | 2026-02-14 | 2026-02-14 | due
            work-up | 2026-02-14 | 2026-02-15 | overdue""", source="practice.md 5.5"),
    Spec("A cancer found does away with the next screening CT", "lung",
         """on         | kind             | value
            2026-01-15 | screening-result | lung-rads-4a
            2026-01-29 | pathology        | malignant""",
         """step            | due        | on         | state
            ct-3-months     | 2026-04-15 | 2026-04-16 | not-needed
            treatment-start | 2026-03-12 | 2026-03-13 | overdue""", source="practice.md 5.5"),
    Spec("Diagnosis to treatment in 6 weeks; ACCURE surgery in 8", "lung",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive
            2026-02-26 | treatment | surgery""",
         """step                                   | due        | on         | state
            treatment-start                        | 2026-02-12 | 2026-02-26 | met-late
            treatment-start/accure-lung-surgery-56 | 2026-02-26 | 2026-02-26 | met""", source="practice.md 5.5"),
    Spec("Status model: coming due from 30 days before the window, overdue after it, long overdue 60 days later", "lung",
         """on         | kind             | value
            2026-01-15 | screening-result | lung-rads-1""",
         """step      | due        | on         | state
            annual-ct | 2027-01-15 | 2026-11-14 | not-yet-due
            annual-ct | 2027-01-15 | 2026-11-15 | due-soon
            annual-ct | 2027-01-15 | 2027-01-16 | overdue
            annual-ct | 2027-01-15 | 2027-03-16 | overdue
            annual-ct | 2027-01-15 | 2027-03-17 | long-overdue"""),
])  # fmt: skip
PROSTATE = Chapter("Prostate", [
    Spec("Active surveillance is a first treatment, not a missing one", "prostate",
         """on         | kind      | value
            2026-01-01 | biopsy    |
            2026-01-10 | pathology | malignant
            2026-03-01 | treatment | active-surveillance""",
         """step            | due        | on         | state
            treatment-start | 2026-04-10 | 2026-03-01 | met""", source="practice.md 5.6"),
    Spec("Urology within 4 months of a raised PSA", "prostate",
         """on         | kind             | value
            2025-10-31 | screening-result | psa-raised""",
         """step          | due        | on         | state
            urology-visit | 2026-02-28 | 2026-02-28 | due
            urology-visit | 2026-02-28 | 2026-03-01 | overdue""", source="practice.md 5.6"),
    Spec("Delay cuts of the VA studies: 90 and 180 days", "prostate",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive""",
         """step                                   | due        | on         | state
            treatment-start                        | 2026-04-01 | 2026-04-02 | overdue
            treatment-start/va-biopsy-treatment-180 | 2026-06-30 | 2026-06-30 | due
            treatment-start/va-biopsy-treatment-180 | 2026-06-30 | 2026-07-01 | overdue""", source="practice.md 5.6"),
])  # fmt: skip
PAUSES = Chapter("Pauses and endings", [
    Spec("A pause of ten days, both ends counted, moves the due day by ten", "breast",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive""",
         """step            | due        | on         | state
            treatment-start | 2026-03-12 | 2026-01-20 | paused
            treatment-start | 2026-03-12 | 2026-01-21 | not-yet-due
            treatment-start | 2026-03-12 | 2026-03-13 | overdue""",
         pauses="""from       | until      | reason
                   2026-01-11 | 2026-01-20 | travel""", source="DESIGN section 4"),
    Spec("A pause that begins after the due day moves nothing: late was late", "breast",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive""",
         """step            | due        | on         | state
            treatment-start | 2026-03-02 | 2026-03-03 | overdue
            treatment-start | 2026-03-02 | 2026-03-05 | overdue
            treatment-start | 2026-03-02 | 2026-03-15 | overdue""",
         pauses="""from       | until      | reason
                   2026-03-04 | 2026-03-14 | pregnancy""", source="DESIGN section 4"),
    Spec("While a pause is open the state is paused, however long", "breast",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive""",
         """step            | due        | on         | state
            treatment-start | 2026-03-02 | 2027-03-03 | paused""",
         pauses="""from       | until | reason
                   2026-02-01 |       | patient-choice""", source="DESIGN section 4"),
    Spec("Death ends every clock", "breast",
         """on         | kind      | value
            2026-01-01 | diagnosis | invasive
            2026-02-01 | death     |""",
         """step            | due        | on         | state
            treatment-start | 2026-03-02 | 2026-01-31 | not-yet-due
            treatment-start | 2026-03-02 | 2026-03-31 | not-needed""", source="practice.md 5.1"),
    Spec("After a benign end a new abnormal result opens a new run", "breast",
         """on         | kind             | value
            2024-01-01 | screening-result | birads-0
            2024-01-20 | imaging          | birads-2
            2026-01-01 | screening-result | birads-0""",
         """step       | due        | on         | state
            resolution#2 | 2026-03-02 | 2026-03-03 | overdue""", source="practice.md section 10, trap 12"),
])  # fmt: skip
CHAPTERS = [BREAST, CERVICAL, COLORECTAL, LUNG, PROSTATE, PAUSES]
