import Tables

extension StudyLoader {
  func loadRouteObservations() -> [RouteObservation] {
    guard
      let table = table(
        "observed/routes.csv",
        required: [
          "check_id", "name", "kind", "from_node_id", "to_node_id", "cargo_class", "low", "high",
          "unit",
        ],
        optional: ["carriers", "via", "avoid", "relative_to"],
        isOptional: true
      )
    else { return [] }
    var known: Set<String> = []
    return table.rows(faults).compactMap { row in
      let id = row.text("check_id")
      let name = row.text("name")
      let kind = row.choice("kind", of: RouteObservation.Kind.self)
      let from = row.reference("from_node_id", in: nodeIDs, called: "node")
      let to = row.reference("to_node_id", in: nodeIDs, called: "node")
      let cargoClass = row.reference("cargo_class", in: classIDs, called: "cargo class")
      let low = row.number("low")
      let high = row.number("high")
      let unit = row.text("unit")
      let relative = row.optionalText("relative_to")
      let avoid = row.list("avoid")
      for node in row.list("via") + avoid.filter({ !$0.hasPrefix("country:") })
      where nodeIDs[node] == nil {
        row.fault("via", found: "unknown node '\(node)'", expected: "ids of nodes")
      }
      if let low, let high, high < low {
        row.fault("high", found: "\(high)", expected: "not below \(low)")
      }
      if let relative, !known.contains(relative) {
        row.fault(
          "relative_to",
          found: "'\(relative)'",
          expected: "the check_id of a row above"
        )
      }
      if let id { known.insert(id) }
      note(row, subject: "Observed: \(name ?? "")", value: "\(low ?? 0) to \(high ?? 0)")
      guard let id, let name, let kind, from != nil, to != nil, let cargoClass, let low, let high,
        let unit
      else { return nil }
      return RouteObservation(
        id: id,
        name: name,
        kind: kind,
        from: row.optionalText("from_node_id") ?? "",
        to: row.optionalText("to_node_id") ?? "",
        cargoClass: cargoClass,
        carriers: row.list("carriers"),
        via: row.list("via"),
        avoidNodes: avoid.filter { !$0.hasPrefix("country:") },
        avoidCountries: avoid.filter { $0.hasPrefix("country:") }.map { String($0.dropFirst(8)) },
        low: low,
        high: high,
        unit: unit,
        relativeTo: relative,
        source: row.optionalText("source") ?? ""
      )
    }
  }

  func loadTrafficObservations() -> [TrafficObservation] {
    guard
      let table = table(
        "observed/traffic.csv",
        required: ["year", "from_node_id", "to_node_id", "low_mt", "high_mt", "use"],
        optional: ["commodity"],
        isOptional: true
      )
    else { return [] }
    return table.rows(faults).compactMap { row in
      let year = row.integer("year", in: 1900...2200)
      let from = row.reference("from_node_id", in: nodeIDs, called: "node")
      let to = row.reference("to_node_id", in: nodeIDs, called: "node")
      let commodities = row.references("commodity", in: commodityIDs, called: "commodity")
      let low = row.number("low_mt", in: CSVRow.notNegative)
      let high = row.number("high_mt", in: CSVRow.notNegative)
      let use = row.choice("use", of: TrafficObservation.Use.self)
      if let low, let high, high < low {
        row.fault("high_mt", found: "\(high)", expected: "not below low_mt \(low)")
      }
      note(row, subject: "Observed traffic", value: "\(year ?? 0): \(low ?? 0) Mt")
      guard let year, from != nil, to != nil, let low, let high, let use else { return nil }
      return TrafficObservation(
        year: year,
        from: row.optionalText("from_node_id") ?? "",
        to: row.optionalText("to_node_id") ?? "",
        commodities: commodities,
        lowMegatonnes: low,
        highMegatonnes: high,
        use: use,
        source: row.optionalText("source") ?? ""
      )
    }
  }

  func loadEffects() -> [EffectObservation] {
    guard
      let table = table(
        "observed/effects.csv",
        required: ["effect_id", "name", "measure", "low", "high", "unit"],
        isOptional: true
      )
    else { return [] }
    return table.rows(faults).compactMap { row in
      let id = row.text("effect_id")
      let name = row.text("name")
      let measure = row.text("measure")
      let low = row.number("low")
      let high = row.number("high")
      let unit = row.text("unit")
      if let low, let high, high < low {
        row.fault("high", found: "\(high)", expected: "not below low \(low)")
      }
      note(row, subject: "Published effect: \(name ?? "")", value: "\(low ?? 0) to \(high ?? 0)")
      guard let id, let name, let measure, let low, let high, let unit else { return nil }
      return EffectObservation(
        id: id,
        name: name,
        measure: measure,
        low: low,
        high: high,
        unit: unit,
        source: row.optionalText("source") ?? ""
      )
    }
  }

  func loadAdjustments() -> [TradeAdjustment] {
    guard
      let table = table(
        "trade_adjustments.csv",
        required: ["step", "before_usd_m", "after_usd_m", "reason"],
        optional: ["exporter", "importer", "commodity"],
        isOptional: true
      )
    else { return [] }
    return table.rows(faults).compactMap { row in
      let step = row.text("step")
      let before = row.number("before_usd_m")
      let after = row.number("after_usd_m")
      let reason = row.text("reason")
      guard let step, let before, let after, let reason else { return nil }
      return TradeAdjustment(
        step: step,
        exporter: row.optionalText("exporter") ?? "",
        importer: row.optionalText("importer") ?? "",
        commodity: row.optionalText("commodity") ?? "",
        beforeUSDMillion: before,
        afterUSDMillion: after,
        reason: reason
      )
    }
  }
}
