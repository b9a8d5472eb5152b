/// Name of this module.
public let moduleFreightNetwork = "FreightNetwork"
