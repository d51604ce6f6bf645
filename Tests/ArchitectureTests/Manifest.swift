import Foundation

/// The rooms as `Package.swift` declares them, read from its text: the manifest cannot be imported.
struct Manifest {
  struct Room: Equatable {
    var name: String
    var uses: Set<String>
    var isCellar: Bool
  }

  var rooms: [Room]
  /// Rooms that the build leaves out: what they may use is judged, what they do not use yet is not.
  var underConstruction: Set<String> = []

  init(text: String) {
    rooms = text.components(separatedBy: "  Room(\n").dropFirst().map(Manifest.room)
    rooms += text.components(separatedBy: "  Room(name:").dropFirst().map { Manifest.room("name:" + $0) }
    if let list = text.firstMatch(of: /underConstruction: Set<String> = \[([^\]]*)\]/) {
      underConstruction = Manifest.names(in: list.1)
    }
  }

  private static func names(in list: Substring) -> Set<String> {
    Set(list.matches(of: /"(\w+)"/).map { String($0.1) })
  }

  private static func room(_ block: String) -> Room {
    let body = block.components(separatedBy: "\n  Room(").first ?? block
    let name = body.firstMatch(of: /name: "(\w+)"/).map { String($0.1) } ?? "?"
    var uses: Set<String> = []
    if let list = body.firstMatch(of: /uses: \[([^\]]*)\]/) {
      uses = names(in: list.1)
    }
    return Room(name: name, uses: uses, isCellar: body.contains("floor: .cellar"))
  }

  subscript(name: String) -> Room? { rooms.first { $0.name == name } }
}
