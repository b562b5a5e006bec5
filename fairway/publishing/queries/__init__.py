"""What is read of pages, releases and what the plan lets the public see."""
