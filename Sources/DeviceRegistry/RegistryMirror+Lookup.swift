package import Diagnostics

extension RegistryMirror {
  /// The row with this name, written `VENDOR/TYPE/MODEL/VERSION`.
  ///
  /// - Throws: `InputError` with near names when there is none.
  package func device(named text: String) throws(InputError) -> DeviceName {
    guard let name = DeviceName(parsing: text) else {
      throw InputError(
        "'\(text)' is no device name",
        remedy: "Write VENDOR/TYPE/MODEL/VERSION; a slash inside a part is '\\/'.")
    }
    guard devices.contains(name) else {
      let near = NearMiss.names(near: name, in: devices)
      let remedy =
        near.isEmpty
        ? "`peerconf devices list` shows those that it can."
        : "Did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"
      throw InputError("the cloud cannot export for '\(name)' in region \(region)", remedy: remedy)
    }
    return name
  }
}
