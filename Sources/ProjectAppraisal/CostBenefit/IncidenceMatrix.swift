import Numerics

/// Who gains and who loses: present values by country, party and kind of item.
///
/// Rows are countries and parties, columns kinds of items. Each row adds up to what falls to it after
/// all transfers, each column to the whole's part of that kind, and everything to the net present
/// value; transfers and financing add up to zero, or `imbalance` says by how much they do not.
public struct IncidenceMatrix: Sendable, Equatable {
  /// One country's party.
  public struct Row: Sendable, Equatable {
    /// Country, ISO3.
    public var country: String
    /// Party.
    public var party: String
    /// Present value by kind, in the order of the matrix's `kinds`.
    public var values: [Double]
    /// What falls to it before transfers and financing.
    public var beforeTransfers: Double
    /// What falls to it after them.
    public var total: Double
  }

  /// Kinds that occur, in the order of their declaration.
  public let kinds: [AppraisalItem.Kind]
  /// Rows, by country, then party.
  public let rows: [Row]
  /// Present value by kind, over all rows.
  public let columnTotals: [Double]
  /// Present value of everything.
  public let total: Double
  /// Present value of all transfers and financing; zero where they cancel.
  public let imbalance: Double

  /// The matrix of an appraisal.
  public init(_ appraisal: EconomicAppraisal) {
    let kinds = AppraisalItem.Kind.allCases.filter { kind in
      appraisal.items.contains { $0.kind == kind }
    }
    var cells: [String: [String: [[Double]]]] = [:]
    for item in appraisal.items {
      let column = kinds.firstIndex(of: item.kind) ?? 0
      let none = [[Double]](repeating: [], count: kinds.count)
      cells[item.country, default: [:]][item.party, default: none][column]
        .append(appraisal.presentValue(item))
    }
    var rows: [Row] = []
    for country in cells.keys.sorted() {
      let parties = cells[country] ?? [:]
      for party in parties.keys.sorted() {
        let values = (parties[party] ?? []).map { Series.sum($0) }
        let real = zip(kinds, values).filter { $0.0 != .transfer && $0.0 != .financing }
        rows.append(
          Row(
            country: country,
            party: party,
            values: values,
            beforeTransfers: Series.sum(real.map { $0.1 }),
            total: Series.sum(values)
          )
        )
      }
    }
    self.kinds = kinds
    self.rows = rows
    columnTotals = kinds.indices.map { column in Series.sum(rows.map { $0.values[column] }) }
    total = Series.sum(rows.map(\.total))
    imbalance = Series.sum(
      zip(kinds, columnTotals).filter { $0.0 == .transfer || $0.0 == .financing }.map { $0.1 }
    )
  }

  /// What falls to each country, before and after transfers, by country.
  public var countries: [(country: String, beforeTransfers: Double, total: Double)] {
    sums { $0.country }.map { ($0.name, $0.beforeTransfers, $0.total) }
  }

  /// What falls to each party over all countries, before and after transfers, by party.
  public var parties: [(party: String, beforeTransfers: Double, total: Double)] {
    sums { $0.party }.map { ($0.name, $0.beforeTransfers, $0.total) }
  }

  private func sums(
    _ key: (Row) -> String
  ) -> [(name: String, beforeTransfers: Double, total: Double)] {
    Set(rows.map(key)).sorted().map { name in
      let own = rows.filter { key($0) == name }
      return (name, Series.sum(own.map(\.beforeTransfers)), Series.sum(own.map(\.total)))
    }
  }
}

extension EconomicAppraisal {
  /// Present value by country and party, sorted by both.
  ///
  /// The cells add up to the net present value.
  public var incidence: [(country: String, party: String, presentValue: Double)] {
    IncidenceMatrix(self).rows.map { ($0.country, $0.party, $0.total) }
  }
}
