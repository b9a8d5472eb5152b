import Foundation

/// Layouts of trade files, known by their headers.
public enum TradeLayout: String, Sendable, Codable, CaseIterable {
  /// UN Comtrade, CSV of the web site until 2022 (`Trade Value (US$)`).
  case comtradeLegacy = "comtrade-legacy"
  /// UN Comtrade, CSV of the present interface (`primaryValue`).
  case comtrade
  /// CEPII BACI (`t,i,j,k,v,q`; thousand USD f.o.b., tonnes).
  case baci
  /// CEPII Gravity (`iso3_o,iso3_d,tradeflow_comtrade_o,…`; thousand USD).
  case cepiiGravity = "cepii-gravity"
  /// USITC ITPD-E (`exporter_iso3,importer_iso3,industry_id,trade`; million USD, domestic too).
  case itpde = "itpd-e"
  /// UNCTADstat trade matrix.
  case unctad
  /// World Bank WITS (`ReporterISO3`, `TradeValue in 1000 USD`).
  case wits
  /// Any table with a year, exporter and importer (or reporter, partner and flow) and a value.
  case plain

  /// What it is called.
  public var title: String {
    switch self {
    case .comtradeLegacy: "UN Comtrade (legacy CSV)"
    case .comtrade: "UN Comtrade"
    case .baci: "CEPII BACI"
    case .cepiiGravity: "CEPII Gravity"
    case .itpde: "USITC ITPD-E"
    case .unctad: "UNCTADstat trade matrix"
    case .wits: "World Bank WITS"
    case .plain: "plain table"
    }
  }
}
