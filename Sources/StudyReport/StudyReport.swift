/// Name of this module.
public let moduleStudyReport = "StudyReport"
