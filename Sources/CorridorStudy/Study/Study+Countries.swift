extension Study {
  /// Country of the study, among those in which a project stands, whose regions have the least income;
  /// the first by name on a tie; `nil` where none of them is of the study.
  public func smallestCountry(of project: Project) -> String? {
    let income = Dictionary(grouping: regions, by: \.country).mapValues {
      $0.reduce(0) { $0 + $1.gdpUSDMillion }
    }
    return project.countries.filter { income[$0] != nil }
      .min { (income[$0] ?? 0, $0) < (income[$1] ?? 0, $1) }
  }
}
