/// Name of this module.
public let moduleTradeGravity = "TradeGravity"
