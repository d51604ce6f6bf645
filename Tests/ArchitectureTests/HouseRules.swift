/// The rules of the house as functions from files to complaints, so that each can be shown to fail.
enum HouseRules {
  /// Engines and values work on bytes; Foundation costs start-up time and allocations there.
  static let roomsWithoutFoundation: Set<String> = [
    "Diagnostics", "OrderedJSON", "IPAddressing", "Jinja", "NetworkFilters", "ConfigTree", "ConfigDiff",
    "ConfigSimulation", "Documents",
  ]

  /// Where a vendor may be named: the cloud's client and its emulator.
  static let roomsWithVendors: Set<String> = ["CloudVPN", "CloudSandbox"]

  /// Words that belong into `devices/` and `templates/`, whole words, any case.
  static let vendorWords = [
    "cisco", "huawei", "juniper", "junos", "fortinet", "fortios", "fortigate", "hillstone", "stoneos",
    "panos",
    "paloalto", "mikrotik", "routeros", "vyos", "strongswan", "libreswan", "opnsense", "pfsense",
    "checkpoint",
    "gaia", "comware", "h3c", "arista", "vrp", "iosxe", "ios", "nxos", "usg",
  ]

  static let lineLimit = 600

  /// A room imports exactly the rooms that the manifest says it uses.
  static func imports(_ files: [SourceFile], _ manifest: Manifest) -> [String] {
    let rooms = Set(manifest.rooms.map(\.name))
    var complaints: [String] = []
    for room in manifest.rooms where !room.isCellar {
      let own = files.filter { $0.room == room.name && $0.path.hasPrefix("Sources/") }
      let imported = own.reduce(into: Set<String>()) { $0.formUnion($1.imports) }.intersection(rooms)
      for file in own {
        for module in file.imports.intersection(rooms).subtracting(room.uses).sorted() {
          complaints.append(
            "\(file.path) imports \(module), which the manifest does not let \(room.name) use")
        }
      }
      for module in room.uses.subtracting(imported).sorted()
      where !own.isEmpty && !manifest.underConstruction.contains(room.name) {
        complaints.append("Package.swift lets \(room.name) use \(module), which no file of it imports")
      }
    }
    return complaints
  }

  /// A C library has exactly one Swift room above it.
  static func cellar(_ files: [SourceFile], _ manifest: Manifest) -> [String] {
    manifest.rooms.filter(\.isCellar).compactMap { library in
      let users = Set(files.filter { $0.imports.contains(library.name) }.map(\.room)).sorted()
      return users.count == 1 ? nil : "\(library.name) has \(users) above it: exactly one room may import it"
    }
  }

  static func foundation(_ files: [SourceFile]) -> [String] {
    files.filter { roomsWithoutFoundation.contains($0.room) && $0.path.hasPrefix("Sources/") }
      .filter { !$0.imports.isDisjoint(with: ["Foundation", "FoundationEssentials"]) }
      .map { "\($0.path) imports Foundation; \($0.room) works without it" }
  }

  static func length(_ files: [SourceFile]) -> [String] {
    files.filter { $0.lineCount > lineLimit }
      .map { "\($0.path) has \($0.lineCount) lines; \(lineLimit) is the wall" }
  }

  /// Vendors are data: a new platform needs no Swift.
  static func vendors(_ files: [SourceFile]) -> [String] {
    files.filter { $0.path.hasPrefix("Sources/") && !roomsWithVendors.contains($0.room) }.flatMap { file in
      let words = Set(
        file.code.replacing("Huawei Cloud", with: "the cloud").replacing("HUAWEICLOUD", with: "CLOUD")
          .lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
      return vendorWords.filter(words.contains).map { "\(file.path) says '\($0)': vendors are data" }
    }
  }

  /// What a reviewer would send back.
  static func habits(_ files: [SourceFile]) -> [String] {
    files.filter { $0.path.hasPrefix("Sources/") }.flatMap { file in
      var complaints: [String] = []
      for habit in ["try!", "as!", "fatalError()", "TODO", "FIXME", "Task.detached"]
      where file.code.contains(habit) {
        complaints.append("\(file.path) contains \(habit)")
      }
      return complaints
    }
  }
}
