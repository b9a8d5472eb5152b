extension AssignmentProblem {
  /// Checks that the parts fit each other and every cost is one.
  /// - Throws: ``AssignmentFault/unfit(_:)``.
  func check() throws(AssignmentFault) {
    let links = graph.linkCount
    func need(_ holds: Bool, _ reason: @autoclosure () -> String) throws(AssignmentFault) {
      if !holds { throw .unfit(reason()) }
    }
    try need(!classes.isEmpty, "an assignment without a class of users")
    try need(costs.count == links, "\(costs.count) cost functions for \(links) links")
    try need(isClosed.count == links, "\(isClosed.count) flags of closed links for \(links) links")
    try need(
      isThrough.count == graph.nodeCount,
      "\(isThrough.count) flags of nodes for \(graph.nodeCount) nodes"
    )
    try need(
      preload.isEmpty || preload.count == links && preload.allSatisfy { $0 >= 0 && $0.isFinite },
      "a preload that is not one number, zero or above, for each of \(links) links"
    )
    for node in zoneNodes {
      try need(node >= 0 && Int(node) < graph.nodeCount, "a zone at node \(node), which is none")
    }
    for group in classes {
      let name = "class '\(group.name)'"
      try need(
        group.fixedCost.count == links && group.fixedCost.allSatisfy(\.isFinite),
        "\(name): fixed costs that are not one number for each of \(links) links"
      )
      try need(
        group.closedLinks.isEmpty || group.closedLinks.count == links,
        "\(name): \(group.closedLinks.count) flags of closed links for \(links) links"
      )
      try need(
        group.ownCosts.isEmpty || group.ownCosts.count == links,
        "\(name): \(group.ownCosts.count) cost functions for \(links) links"
      )
      try need(
        group.unitsPerTrip > 0 && group.unitsPerTrip.isFinite,
        "\(name): \(group.unitsPerTrip) units of capacity for a trip; expected above zero"
      )
      if let demand = group.demand {
        try need(
          demand.function.parameter > 0 && demand.function.parameter.isFinite,
          "\(name): a demand of parameter \(demand.function.parameter); expected above zero"
        )
        try need(
          demand.referenceCost.isEmpty
            || demand.referenceCost.count == group.trips.pairCount
              && demand.referenceCost.allSatisfy { $0 >= 0 && $0.isFinite },
          "\(name): reference costs that are not one number, zero or above, for each pair of zones "
            + "with trips"
        )
      }
      try need(
        !group.trips.hasTrips(from: zoneNodes.count),
        "\(name): trips of zones beyond the \(zoneNodes.count) of the network"
      )
    }
    for link in 0..<links where !isClosed[link] {
      let before = preload.isEmpty ? 0 : preload[link]
      for group in classes where !group.isClosed(link) {
        let function = group.ownCosts.isEmpty ? costs[link] : group.ownCosts[link]
        let cost = function.cost(at: before) + group.fixedCost[link]
        try need(
          cost >= 0 && cost.isFinite,
          "link \(link) costs \(cost) before it is used; expected zero or above"
        )
      }
    }
  }
}
