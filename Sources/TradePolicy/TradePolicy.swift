/// Name of this module.
public let moduleTradePolicy = "TradePolicy"
