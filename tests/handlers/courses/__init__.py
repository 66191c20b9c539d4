"""研修のきまり: what coordinators change of the courses, and deadlines moved for one person."""
