/// What carries cargo on a link.
///
/// Rail is split by gauge, so that cargo cannot change gauge but at a
/// terminal.
public enum Carrier: String, Sendable, CaseIterable, Codable {
  /// 1520 mm, and 1524 mm.
  case rail1520
  /// 1435 mm.
  case rail1435
  /// 1067 mm.
  case rail1067
  /// Road.
  case road
  /// Sea, ferries included.
  case sea
  /// Rivers and canals.
  case inlandWaterway = "inland_waterway"
  /// Oil pipeline.
  case pipelineOil = "pipeline_oil"
  /// Gas pipeline.
  case pipelineGas = "pipeline_gas"

  /// Carriers of one mode.
  public enum Family: String, Sendable, CaseIterable, Codable {
    /// Any gauge.
    case rail
    /// Road.
    case road
    /// Sea.
    case sea
    /// Rivers and canals.
    case waterway
    /// Pipelines.
    case pipeline
  }

  /// Its mode.
  public var family: Family {
    switch self {
    case .rail1520, .rail1435, .rail1067: .rail
    case .road: .road
    case .sea: .sea
    case .inlandWaterway: .waterway
    case .pipelineOil, .pipelineGas: .pipeline
    }
  }
}
