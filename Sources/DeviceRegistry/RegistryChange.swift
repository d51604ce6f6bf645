/// What one mirror has and another lacks.
package struct RegistryChange: Sendable, Hashable {
  package var added: [DeviceName]
  package var removed: [DeviceName]
  /// The devices are the same, yet the raw rows are not: order, repetitions or unknown members differ.
  package var rawOnly: Bool

  /// Compares an old mirror with a new one; no old mirror means that everything is added.
  package init(from old: RegistryMirror?, to new: RegistryMirror) {
    let before = Set(old?.devices ?? [])
    added = new.devices.filter { !before.contains($0) }
    let after = Set(new.devices)
    removed = (old?.devices ?? []).filter { !after.contains($0) }
    rawOnly = added.isEmpty && removed.isEmpty && old != nil && old?.sha256 != new.sha256
  }

  package var isEmpty: Bool { added.isEmpty && removed.isEmpty && !rawOnly }
}
