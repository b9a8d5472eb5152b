import Numerics

/// What a change does to a country, as the columns of the table of countries name it.
public enum EquilibriumMeasure: String, Sendable, CaseIterable {
  /// Value of what it sells abroad.
  case exports
  /// Value of what it buys abroad.
  case imports
  /// Wage; with one sector the value of output as well.
  case wage
  /// Price index of what it buys.
  case priceIndex = "price_index"
  /// Expenditure over price index.
  case realIncome = "real_income"
  /// Output over price index.
  case realOutput = "real_output"
  /// Output price over price index.
  case termsOfTrade = "terms_of_trade"
}

/// An outcome of an equilibrium of which derivatives are taken: a sum of logarithms of factors of
/// change, with weights by country, and by flow.
///
/// Amounts are in the numéraire of the equilibrium, which is the output (with many sectors the value
/// added) of the world; `inUnits(ofPriceIndex:)` gives them in another.
public struct OutcomeWeights: Sendable {
  /// Weights of wages.
  public var wage: [Double]
  /// Weights of the values of output, gross where there are inputs.
  public var output: [Double]
  /// Weights of output prices.
  public var outputPrice: [Double]
  /// Weights of price indices.
  public var priceIndex: [Double]
  /// Weights of expenditures.
  public var expenditure: [Double]
  /// Weights of values sold abroad.
  public var exports: [Double]
  /// Weights of values bought abroad.
  public var imports: [Double]
  /// Weights of bilateral flows, laid out as the flows; empty: none.
  public var flows: [Double] = []

  /// Nothing of so many countries.
  public init(countries count: Int) {
    let zeros = [Double](repeating: 0, count: count)
    wage = zeros
    output = zeros
    outputPrice = zeros
    priceIndex = zeros
    expenditure = zeros
    exports = zeros
    imports = zeros
  }

  /// A measure, weighted by country.
  public init(_ measure: EquilibriumMeasure, _ weights: [Double]) {
    self.init(countries: weights.count)
    let less = weights.map { -$0 }
    switch measure {
    case .exports: exports = weights
    case .imports: imports = weights
    case .wage: wage = weights
    case .priceIndex: priceIndex = weights
    case .realIncome:
      expenditure = weights
      priceIndex = less
    case .realOutput:
      output = weights
      priceIndex = less
    case .termsOfTrade:
      outputPrice = weights
      priceIndex = less
    }
  }

  /// A measure of one country of so many.
  public init(_ measure: EquilibriumMeasure, of country: Int, among count: Int) {
    self.init(measure, (0..<count).map { $0 == country ? 1 : 0 })
  }

  /// One flow, at its place among so many.
  public static func flow(_ place: Int, among count: Int, countries: Int) -> OutcomeWeights {
    var weights = OutcomeWeights(countries: countries)
    weights.flows = (0..<count).map { $0 == place ? 1 : 0 }
    return weights
  }

  /// The same outcome, counted in units in which a country's price index stays.
  public func inUnits(ofPriceIndex country: Int) -> OutcomeWeights {
    var result = self
    let nominal = [wage, output, outputPrice, priceIndex, expenditure, exports, imports, flows]
    result.priceIndex[country] -= nominal.reduce(0) { $0 + Series.sum($1) }
    return result
  }

  /// Throws where lists do not fit the world.
  func check(countries: Int, flows count: Int) throws {
    let lists = [wage, output, outputPrice, priceIndex, expenditure, exports, imports]
    guard lists.allSatisfy({ $0.count == countries }) else {
      throw WorldFault(description: "an outcome needs a weight for every country")
    }
    guard flows.isEmpty || flows.count == count else {
      throw WorldFault(description: "weights of flows must be laid out as the flows")
    }
  }

  /// Weights of ln flows at an equilibrium, with those of exports and imports shared out; empty where
  /// there are none.
  ///
  /// - Parameters:
  ///   - values: flows there, a block of all pairs for each sector.
  ///   - label: name of a country.
  /// - Returns: weights, laid out as the flows.
  /// - Throws: `WorldFault` where a flow or a total that is asked for is nothing.
  func onFlows(_ values: [Double], label: (Int) -> String) throws -> [Double] {
    let n = wage.count
    let hasTotals = exports.contains { $0 != 0 } || imports.contains { $0 != 0 }
    guard hasTotals || !flows.isEmpty else { return [] }
    var result = flows.isEmpty ? [Double](repeating: 0, count: values.count) : flows
    if let cell = result.indices.first(where: { result[$0] != 0 && !(values[$0] > 0) }) {
      throw WorldFault(
        description: "\(label(cell / n % n)) sells nothing to \(label(cell % n)): no change of it "
          + "in proportion"
      )
    }
    guard hasTotals else { return result }
    var sold = [Double](repeating: 0, count: n)
    var bought = sold
    for cell in values.indices where cell / n % n != cell % n {
      sold[cell / n % n] += values[cell]
      bought[cell % n] += values[cell]
    }
    for i in 0..<n {
      guard exports[i] == 0 || sold[i] > 0, imports[i] == 0 || bought[i] > 0 else {
        throw WorldFault(
          description: "\(label(i)) \(sold[i] > 0 ? "buys" : "sells") nothing abroad: no change of "
            + "it in proportion"
        )
      }
    }
    for cell in values.indices where cell / n % n != cell % n && values[cell] > 0 {
      let (i, j) = (cell / n % n, cell % n)
      if exports[i] != 0 { result[cell] += exports[i] * values[cell] / sold[i] }
      if imports[j] != 0 { result[cell] += imports[j] * values[cell] / bought[j] }
    }
    return result
  }
}
