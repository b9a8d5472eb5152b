/// Name of this module.
public let moduleTradeEquilibrium = "TradeEquilibrium"
