/// Name of this module.
public let moduleTables = "Tables"
