import Numerics

/// How far one driver of an appraisal must move before the project is worth nothing.
public struct AppraisalSwitch: Sendable, Equatable {
  /// What is varied.
  public var driver: String
  /// Present value of what it drives.
  public var presentValue: Double
  /// Factor on it at which the net present value is zero, at or above zero; `nil` where there is none
  /// up to a hundred.
  public var factor: Double?
  /// Change of the net present value for 1 % more of it.
  public var effectOfOnePercent: Double

  /// Change at which the net present value is zero, a share: 0.2 is 20 % more.
  public var change: Double? { factor.map { $0 - 1 } }
}

extension EconomicAppraisal {
  /// Factor on the items of some kinds at which the net present value is zero; `nil` where their
  /// present value is zero or the factor is below zero or above 100.
  public func switchingFactor(_ kinds: Set<AppraisalItem.Kind>) -> Double? {
    switchingValue("") { kinds.contains($0.kind) }.factor
  }

  /// Change of the net present value for 1 % more of the items of some kinds.
  public func effectOfOnePercent(_ kinds: Set<AppraisalItem.Kind>) -> Double {
    switchingValue("") { kinds.contains($0.kind) }.effectOfOnePercent
  }

  /// Switching value of a driver in which some items are proportional: 1 − NPV / present value of
  /// the items.
  ///
  /// ADB (2017), ch. 7; European Commission (2014), sect. 2.9.1.
  public func switchingValue(
    _ driver: String,
    where isDriven: (AppraisalItem) -> Bool
  ) -> AppraisalSwitch {
    let part = presentValue(where: isDriven)
    var factor: Double?
    if part != 0 {
      let value = 1 - netPresentValue / part
      factor = (0...100).contains(value) ? value : nil
    }
    return AppraisalSwitch(
      driver: driver,
      presentValue: part,
      factor: factor,
      effectOfOnePercent: 0.01 * part
    )
  }

  /// Switching values of every item by name, and of every kind that has several names.
  ///
  /// Transfers and financing cancel and are left out.
  public var switchingValues: [AppraisalSwitch] {
    let real = items.filter { $0.kind != .transfer && $0.kind != .financing }
    var names: [String] = []
    for item in real where !names.contains(item.name) { names.append(item.name) }
    let byName = names.map { name in
      switchingValue(name) { $0.name == name && $0.kind != .transfer && $0.kind != .financing }
    }
    let byKind = AppraisalItem.Kind.allCases.compactMap { kind -> AppraisalSwitch? in
      let own = Set(real.filter { $0.kind == kind }.map(\.name))
      guard own.count > 1 else { return nil }
      return switchingValue("all \(kind.rawValue)") { $0.kind == kind }
    }
    return byName + byKind
  }

  /// Values of a number, on a rising grid, at which a net present value that depends on it in any
  /// way is zero.
  public static func switchingValues(
    on grid: [Double],
    netPresentValue: (Double) -> Double
  ) -> [Double] {
    RootFinding.roots(on: grid, netPresentValue)
  }
}
