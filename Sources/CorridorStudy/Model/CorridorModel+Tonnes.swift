import FreightNetwork

extension CorridorModel {
  /// Calls for every link that an entry which carries something takes in a solved world, in order of
  /// entries and of the way.
  ///
  /// - Parameters:
  ///   - solution: the world.
  ///   - body: gets the position of the link, of the commodity, and tonnes of the entry.
  func forEachLoadedLink(
    _ solution: YearSolution,
    _ body: (_ link: Int, _ commodity: Int, _ tonnes: Double) -> Void
  ) {
    for entry in 0..<assignment.entryCount {
      let demand = entryDemand[entry]
      let carried = solution.choices.share[entry] * solution.tonnes[demand]
      guard carried > 0 else { continue }
      let own = demands[demand].cargoClass
      let commodity = demands[demand].commodity
      for arc in linkArcs[own][entryRoute[entry]] { body(arcLinks[own][arc], commodity, carried) }
    }
  }

  /// Tonnes on every link in a solved world, both directions.
  func linkTonnes(_ solution: YearSolution) -> [Double] {
    var tonnes = [Double](repeating: 0, count: study.network.links.count)
    forEachLoadedLink(solution) { link, _, carried in tonnes[link] += carried }
    return tonnes
  }

  /// Tonnes of the ways over the project's links in a solved world.
  func projectTonnes(_ solution: YearSolution) -> Double {
    projectEntries.reduce(0) {
      $0 + solution.choices.share[$1] * solution.tonnes[entryDemand[$1]]
    }
  }
}
