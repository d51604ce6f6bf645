import Diagnostics

/// Rows of a registry that are close to a name that is none of them.
package enum NearMiss {
  /// Up to `count` names in order of distance: equal but for case first, then by edits, none farther than
  /// a third of the name.
  package static func names(near wanted: DeviceName, in devices: [DeviceName], count: Int = 3) -> [DeviceName]
  {
    let text = fold(wanted)
    let limit = max(2, text.count / 3)
    var ranked: [(distance: Int, name: DeviceName)] = []
    for device in devices where device.isComplete {
      let other = fold(device)
      // The difference in length is a lower bound of the distance.
      guard abs(other.count - text.count) <= limit else { continue }
      let distance = EditDistance.between(text, other)
      if distance <= limit { ranked.append((distance, device)) }
    }
    return ranked.sorted { $0.distance != $1.distance ? $0.distance < $1.distance : $0.name < $1.name }
      .prefix(count).map(\.name)
  }

  /// Longest name that is compared; the rest is cut.
  private static let longest = 256

  private static func fold(_ name: DeviceName) -> [UInt8] {
    name.description.utf8.prefix(longest).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
}
