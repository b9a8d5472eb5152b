/// Name of this module.
public let moduleProjectAppraisal = "ProjectAppraisal"
