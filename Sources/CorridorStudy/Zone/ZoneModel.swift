import Foundation
import Numerics

/// A zone fitted to its observed years: workers along a logistic curve, output a worker along an
/// exponential trend, pay by the wage rule, and output = workers × output a worker × share of the
/// year open × market access.
///
/// The parameters come from the observations marked `calibration`; all others are predicted.
public struct ZoneModel: Sendable {
  /// The zone.
  public let zone: SpecialZone
  private let workersCurve: ZoneMath.Logistic
  private let productivity: (start: Double, slope: Double)
  private let premium: (start: Double, slope: Double)
  /// First and last year observed.
  public let observedYears: ClosedRange<Int>

  /// Fits a zone.
  public init(_ zone: SpecialZone) {
    self.zone = zone
    let years = zone.observed.map(\.year)
    let first = years.min() ?? 0
    observedYears = first...max(first, years.max() ?? first)
    func points(_ measure: ZoneObservation.Measure) -> [(x: Double, y: Double)] {
      zone.observed.filter { $0.measure == measure && $0.use == .calibration }
        .map { (Double($0.year - first), $0.value) }
    }
    let curve = ZoneMath.logistic(points(.workers))
    workersCurve = curve
    func open(_ x: Double) -> Double {
      zone.observed.first { $0.measure == .openShare && $0.year == first + Int(x) }?.value ?? 1
    }
    productivity = ZoneMath.trend(
      points(.output).compactMap { point in
        let workers = curve.value(point.x) * open(point.x)
        return workers > 0 ? (point.x, point.y * 1e6 / workers) : nil
      }
    )
    let rule = zone.wage
    premium = ZoneMath.line(
      points(.averageWage).map { point in
        (point.x, point.y / Self.minimumWage(rule, zone.observed, first + Int(point.x)))
      }
    )
  }

  private static func minimumWage(
    _ rule: SpecialZone.WageRule,
    _ observed: [ZoneObservation],
    _ year: Int
  ) -> Double {
    var wage = rule.minimumUSDPerMonth
    guard year >= rule.firstRaise else { return wage }
    for step in rule.firstRaise...year {
      let open = observed.first { $0.measure == .openShare && $0.year == step }?.value ?? 1
      if open >= 1 { wage *= 1 + rule.raiseCap }
    }
    return wage
  }

  // MARK: - Years observed

  /// Share of a year observed in which it was open; 1 unless observed.
  public func openShare(_ year: Int) -> Double {
    zone.observed.first { $0.measure == .openShare && $0.year == year }?.value ?? 1
  }

  /// Workers in a year observed.
  public func workers(_ year: Int) -> Double {
    min(zone.labour.supplyMaximum, workersCurve.value(Double(year - observedYears.lowerBound)))
  }

  /// Output a worker in a full year, USD.
  public func outputPerWorker(_ year: Int) -> Double {
    ZoneMath.trendValue(productivity, Double(year - observedYears.lowerBound))
  }

  /// Output in a year observed, USD million.
  public func output(_ year: Int) -> Double {
    workers(year) * outputPerWorker(year) * openShare(year) * zone.customs.access / 1e6
  }

  /// Minimum wage by the rule in a year observed, USD a month.
  public func minimumWage(_ year: Int) -> Double {
    Self.minimumWage(zone.wage, zone.observed, year)
  }

  /// Average wage in a year observed, USD a month: minimum wage times a premium for skill and
  /// overtime.
  public func averageWage(_ year: Int) -> Double {
    minimumWage(year)
      * max(1, premium.start + premium.slope * Double(year - observedYears.lowerBound))
  }

  /// Growth of output a worker in the years observed, a year.
  public var productivityGrowth: Double { exp(productivity.slope) - 1 }

  // MARK: - After a reopening

  /// One year of a zone after it opens again.
  public struct Year: Sendable, Equatable {
    /// Year.
    public var year: Int
    /// Workers.
    public var workers: Double
    /// Output, USD million.
    public var outputUSDMillion: Double
    /// Pay, without the employer's levy, USD million.
    public var wagesUSDMillion: Double
    /// What firms keep after materials, other costs, pay and levy, USD million.
    public var firmsUSDMillion: Double
    /// Pay that reaches workers above what they would earn elsewhere, USD million.
    public var workersGainUSDMillion: Double
    /// Levies and the state's share of pay, USD million.
    public var stateUSDMillion: Double
    /// What the zone adds: firms, workers and state together, USD million.
    public var valueAddedAboveAlternative: Double {
      firmsUSDMillion + workersGainUSDMillion + stateUSDMillion
    }
  }

  /// Years from an opening on, at constant prices of the last year observed.
  ///
  /// Workers grow by the largest yearly intake until there is no more room, or nobody left to take;
  /// output a worker goes on from where it ended; the minimum wage rises by the rule less the rise of
  /// prices, the premium stays.
  ///
  /// - Parameters:
  ///   - years: years wanted.
  ///   - opening: opening, as a year with its fraction.
  ///   - room: workers for whom there is room.
  ///   - open: share of a year that measures let it work, 0 to 1.
  /// - Returns: a year each.
  public func years(
    _ years: ClosedRange<Int>,
    opening: Double,
    room: Double,
    open: (Int) -> Double
  ) -> [Year] {
    let last = observedYears.upperBound
    let most = max(0, min(room, zone.labour.supplyMaximum))
    let realRaise = (1 + zone.wage.raiseCap) / (1 + zone.wage.inflation) - 1
    var workers = 0.0
    var wage = averageWage(last)
    var output = outputPerWorker(last)
    return years.map { year in
      let standing = min(1, max(0, Double(year + 1) - opening))
      let share = max(0, min(1, open(year))) * standing
      // Shut, it loses its people; pay and output a worker stand still.
      guard share > 0 else {
        workers = 0
        return Year(
          year: year,
          workers: 0,
          outputUSDMillion: 0,
          wagesUSDMillion: 0,
          firmsUSDMillion: 0,
          workersGainUSDMillion: 0,
          stateUSDMillion: 0
        )
      }
      workers = min(most, workers + zone.labour.intakePerYear * share)
      let sales = workers * output * share * zone.customs.access / 1e6
      let pay = workers * wage * 12 * share / 1e6
      let levy = pay * zone.wage.employerLevy
      let alternative = workers * zone.labour.alternativeUSDPerMonth * 12 * share / 1e6
      let found = Year(
        year: year,
        workers: workers,
        outputUSDMillion: sales,
        wagesUSDMillion: pay,
        firmsUSDMillion: sales * (1 - zone.firms.materialShare - zone.firms.otherShare) - pay
          - levy,
        workersGainUSDMillion: pay * (1 - zone.wage.stateShare) - alternative,
        stateUSDMillion: levy + pay * zone.wage.stateShare
      )
      wage *= 1 + realRaise
      output *= 1 + zone.firms.growthAfter
      return found
    }
  }
}
