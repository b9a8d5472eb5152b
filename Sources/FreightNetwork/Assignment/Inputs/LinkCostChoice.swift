/// Which function gives the links' costs, and what it needs beyond free-flow time and capacity.
///
/// A column of the links with a parameter's name goes before the value given here.
public struct LinkCostChoice: Sendable {
  /// A function by the name that a command takes.
  public enum Kind: String, Sendable, CaseIterable {
    case bpr, conical, davidson, akcelik, table
    case railQueue = "rail-queue"
  }

  /// The function.
  public var kind = Kind.bpr
  /// Steepness of the conical function, above 1.
  public var alpha = 4.0
  /// Delay parameter of Davidson's and Akçelik's functions, zero or above.
  public var j = 0.1
  /// Flow period of Akçelik's function, above zero.
  public var period = 1.0
  /// Coefficient of variation of a rail line's service time, zero or above.
  public var variation = 1.0
  /// Share of the capacity from which on Davidson's function and the rail queue are straight, below 1.
  public var linearFrom = 0.95
  /// Factors of the free-flow time at ratios of volume to capacity, by the links' `type`; "": all
  /// others.
  public var tables: [String: VolumeCostTable] = [:]

  /// The function of the Bureau of Public Roads.
  public init() {}

  /// Columns of parameters that the function takes, with what holds where there is none.
  var parameters: [(name: String, value: Double, range: ClosedRange<Double>)] {
    let most = Double.greatestFiniteMagnitude
    return switch kind {
    case .bpr: [("b", 0, 0...most), ("power", 0, 0...most)]
    case .conical: [("alpha", alpha, 1.0.nextUp...most)]
    case .davidson: [("j", j, 0...most)]
    case .akcelik: [("j", j, 0...most), ("period", period, Double.leastNonzeroMagnitude...most)]
    case .railQueue: [("variation", variation, 0...most)]
    case .table: []
    }
  }

  /// The function of a link; `nil` where the cost would rise without a capacity: the link is closed.
  ///
  /// A table must be there where the kind is one, and its points must stay apart at that capacity.
  func function(
    time: Double,
    capacity: Double,
    _ parameters: [Double],
    table: VolumeCostTable?
  ) -> LinkCostFunction? {
    switch kind {
    case .bpr:
      if capacity == 0, parameters[0] > 0, parameters[1] > 0 { return nil }
      return .bpr(
        freeFlowTime: time,
        b: parameters[0],
        power: parameters[1],
        capacity: capacity
      )
    case _ where capacity == 0: return nil
    case .conical: return .conical(freeFlowTime: time, alpha: parameters[0], capacity: capacity)
    case .davidson:
      return .davidson(
        freeFlowTime: time,
        j: parameters[0],
        capacity: capacity,
        linearFrom: linearFrom
      )
    case .akcelik:
      return .akcelik(
        freeFlowTime: time,
        j: parameters[0],
        capacity: capacity,
        period: parameters[1]
      )
    case .railQueue:
      return .railQueue(
        freeFlowTime: time,
        variation: parameters[0],
        capacity: capacity,
        linearFrom: linearFrom
      )
    case .table:
      guard let scaled = table?.scaled(capacity: capacity, time: time) else { return nil }
      return .table(scaled)
    }
  }
}
