import OrderedJSON
package import Validation

/// `manifest.json`: what a bundle was made from and what it consists of, by hash.
///
/// It holds no date and no path of a machine, so that the same input gives the same bytes. Its own SHA-256 names
/// the whole bundle.
package struct BundleManifest: Sendable, Hashable {
  /// Name of the file in the bundle.
  package static let fileName = "manifest.json"
  static let schema = "peerconf.bundle/1"

  package var tool: ToolIdentity
  package var site: String
  package var platform: String
  /// `intent`, `running`, … by name.
  package var inputs: [Input]
  /// Sorted by path; the manifest itself is not among them.
  package var files: [Entry]

  /// Something the bundle was made from and that is not part of it.
  package struct Input: Sendable, Hashable {
    package var name: String
    package var fingerprint: Fingerprint

    package init(name: String, fingerprint: Fingerprint) {
      self.name = name
      self.fingerprint = fingerprint
    }
  }

  /// A file of the bundle.
  package struct Entry: Sendable, Hashable {
    package var path: String
    package var fingerprint: Fingerprint
    package var mode: UInt32
  }

  package init(tool: ToolIdentity, site: String, platform: String, inputs: [Input], files: [BundleFile]) {
    self.tool = tool
    self.site = site
    self.platform = platform
    self.inputs = inputs
    self.files = files.map {
      Entry(path: $0.name, fingerprint: Fingerprint(of: $0.content), mode: $0.mode)
    }.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
  }

  /// The input of this name, for example `running`.
  package func input(_ name: String) -> Fingerprint? { inputs.first { $0.name == name }?.fingerprint }
}

extension BundleManifest {
  package var bytes: [UInt8] {
    let document: JSON = [
      "schema": .string(BundleManifest.schema), "tool": .string(tool.name), "version": .string(tool.version),
      "site": .string(site), "platform": .string(platform),
      "inputs": .array(
        inputs.map {
          [
            "name": .string($0.name), "sha256": .string($0.fingerprint.sha256),
            "size": JSON($0.fingerprint.size),
          ]
        }),
      "files": .array(
        files.map {
          [
            "path": .string($0.path), "sha256": .string($0.fingerprint.sha256),
            "size": JSON($0.fingerprint.size), "mode": .string(BundleManifest.octal($0.mode)),
          ]
        }),
    ]
    return document.bytes()
  }

  /// Reads a manifest back; `nil` for anything that is none of this schema.
  package init?(reading bytes: [UInt8]) {
    guard let document = try? JSON(parsing: bytes), document["schema"]?.string == BundleManifest.schema,
      let tool = document["tool"]?.string, let version = document["version"]?.string,
      let site = document["site"]?.string, let platform = document["platform"]?.string,
      let inputs = document["inputs"]?.array, let files = document["files"]?.array
    else { return nil }
    self.tool = ToolIdentity(name: tool, version: version)
    self.site = site
    self.platform = platform
    self.inputs = []
    self.files = []
    for input in inputs {
      guard let name = input["name"]?.string, let fingerprint = Fingerprint(input) else { return nil }
      self.inputs.append(Input(name: name, fingerprint: fingerprint))
    }
    for file in files {
      guard let path = file["path"]?.string, let fingerprint = Fingerprint(file),
        let mode = file["mode"]?.string.flatMap({ UInt32($0, radix: 8) })
      else { return nil }
      self.files.append(Entry(path: path, fingerprint: fingerprint, mode: mode))
    }
  }

  /// Permission bits as people write them: `0644`.
  static func octal(_ mode: UInt32) -> String {
    let digits = String(mode & 0o7777, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}

extension Fingerprint {
  fileprivate init?(_ member: JSON) {
    guard let sha256 = member["sha256"]?.string, let size = member["size"]?.integer else { return nil }
    self.init(sha256: sha256, size: size)
  }
}
