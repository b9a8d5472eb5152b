/// Name of this module.
public let moduleCorridorStudy = "CorridorStudy"
