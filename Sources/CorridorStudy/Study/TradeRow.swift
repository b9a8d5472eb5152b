/// One cell of the base-year trade table.
public struct TradeRow: Sendable, Equatable {
  /// Position of the exporter in `Study.regions`.
  public var exporter: Int
  /// Position of the importer; the exporter itself for sales at home.
  public var importer: Int
  /// Position of the commodity in `Study.commodities`.
  public var commodity: Int
  /// Value, USD million.
  public var usdMillion: Double
  /// Weight, t; `nil` where only the unit value gives it.
  public var tonnes: Double?
  /// Where the figure comes from.
  public var kind: TradeRowKind
}

/// Where a trade figure comes from.
public enum TradeRowKind: String, Sendable, CaseIterable {
  /// Reported by the exporter or the importer.
  case reported
  /// Taken from the partner's reports.
  case mirror
  /// Agency figure.
  case agency
  /// Estimated from sourced figures.
  case estimate
  /// Sales inside the region.
  case domestic
  /// What would be traded if no measure forbade it; no part of base trade.
  case latent
}

/// An ad valorem tariff.
public struct TariffRow: Sendable, Equatable {
  /// Position of the importer.
  public var importer: Int
  /// Position of the exporter.
  public var exporter: Int
  /// Position of the commodity.
  public var commodity: Int
  /// Rate on the value, 0.05 for 5 %.
  public var rate: Double
}
