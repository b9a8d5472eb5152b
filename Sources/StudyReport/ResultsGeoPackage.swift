import CorridorStudy
import Foundation
import Tables

/// Links and nodes with their flows, as layers that QGIS opens styled.
struct ResultsGeoPackage {
  let result: StudyResult

  /// The layers: links, nodes.
  func layers() -> [VectorLayer] { [links(), nodes()] }

  private func links() -> VectorLayer {
    var fields = [
      GeoField("link_id", .text), GeoField("from_node", .text), GeoField("to_node", .text),
      GeoField("carrier", .text), GeoField("length_km", .real),
      GeoField("capacity_mt_per_year", .real), GeoField("is_project", .integer),
    ]
    for scenario in result.scenarios {
      fields += [
        GeoField("\(scenario.id)_without_mt", .real), GeoField("\(scenario.id)_with_mt", .real),
        GeoField("\(scenario.id)_change_mt", .real),
      ]
    }
    let first = result.scenarios.first?.id ?? ""
    let features = result.network.links.map { link -> GeoFeature in
      var values: [GeoValue] = [
        .text(link.id), .text(link.from), .text(link.to), .text(link.carrier),
        .real(link.lengthKilometres), link.capacityMegatonnesPerYear.map { .real($0) } ?? .null,
        .integer(link.isProject ? 1 : 0),
      ]
      for scenario in result.scenarios {
        if let flow = link.flows.first(where: { $0.scenario == scenario.id }) {
          values += [
            .real(flow.withoutMegatonnes), .real(flow.withMegatonnes),
            .real(flow.withMegatonnes - flow.withoutMegatonnes),
          ]
        } else {
          values += [.null, .null, .null]
        }
      }
      return GeoFeature(geometry: .line(points(link.path)), values: values)
    }
    return VectorLayer(
      name: "links",
      title: "Links with flows, \(result.study.referenceYear)",
      kind: .line,
      fields: fields,
      features: features,
      style: first.isEmpty
        ? nil
        : LayerStyle(
          name: "flows",
          summary: "Width: flow with the project; colour: change through it",
          colour: 0x444F5A,
          sizeMillimetres: 0.3,
          sizeExpression: "0.2 + 0.35 * sqrt(coalesce(\"\(first)_with_mt\", 0))",
          colourExpression: "if(\"\(first)_change_mt\" > 0.005, '#2166ac', "
            + "if(\"\(first)_change_mt\" < -0.005, '#c2502f', '#8a96a3'))"
        )
    )
  }

  /// A path without jumps over the date line: longitudes run on past 180.
  private func points(_ path: [[Double]]) -> [GeoPoint] {
    var points: [GeoPoint] = []
    for pair in path {
      var longitude = pair[0]
      if let last = points.last {
        while longitude - last.longitude > 180 { longitude -= 360 }
        while last.longitude - longitude > 180 { longitude += 360 }
      }
      points.append(GeoPoint(longitude: longitude, latitude: pair[1]))
    }
    return points
  }

  private func nodes() -> VectorLayer {
    VectorLayer(
      name: "nodes",
      title: "Places",
      kind: .point,
      fields: [
        GeoField("node_id", .text), GeoField("name", .text), GeoField("country", .text),
        GeoField("kind", .text),
      ],
      features: result.network.nodes.map {
        GeoFeature(
          geometry: .point(GeoPoint(longitude: $0.longitude, latitude: $0.latitude)),
          values: [.text($0.id), .text($0.name), .text($0.country), .text($0.kind)]
        )
      },
      style: LayerStyle(
        name: "places",
        colour: 0x1D2733,
        sizeMillimetres: 1.6,
        labelExpression: "name"
      )
    )
  }
}
