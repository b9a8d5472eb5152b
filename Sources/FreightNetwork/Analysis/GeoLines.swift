public import Foundation
import Tables

/// Lines with a few words and numbers each, as GeoJSON (RFC 7946).
public struct GeoLines: Sendable {
  private struct Collection: Encodable {
    var type = "FeatureCollection"
    var features: [Feature]
  }

  private struct Feature: Encodable, Sendable {
    var type = "Feature"
    var geometry: Geometry?
    var properties: [String: Value]
  }

  private struct Geometry: Encodable, Sendable {
    var type = "LineString"
    var coordinates: [[Double]]
  }

  /// A word or a number.
  public enum Value: Encodable, Sendable, Equatable {
    /// A word.
    case text(String)
    /// A finite number.
    case number(Double)

    /// Writes the word or number itself.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      }
    }
  }

  private var features: [Feature] = []

  /// No lines.
  public init() {}

  /// Adds a line; one of fewer than two points has no geometry.
  public mutating func append(_ points: [[Double]], _ properties: [String: Value]) {
    let geometry = points.count >= 2 ? Geometry(coordinates: points) : nil
    features.append(Feature(geometry: geometry, properties: properties))
  }

  /// The file's bytes.
  public func data() throws -> Data {
    try JSONText.compact(Collection(features: features))
  }
}
