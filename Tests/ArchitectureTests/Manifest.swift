import Foundation

/// The rooms as `Package.swift` declares them, read from its text: the manifest cannot be imported.
struct Manifest {
  struct Room: Equatable {
    var name: String
    var uses: Set<String>
    var isCellar: Bool
  }

  var rooms: [Room]

  init(text: String) {
    rooms = text.components(separatedBy: "  Room(\n").dropFirst().map(Manifest.room)
    rooms += text.components(separatedBy: "  Room(name:").dropFirst().map { Manifest.room("name:" + $0) }
  }

  private static func room(_ block: String) -> Room {
    let body = block.components(separatedBy: "\n  Room(").first ?? block
    let name = body.firstMatch(of: /name: "(\w+)"/).map { String($0.1) } ?? "?"
    var uses: Set<String> = []
    if let list = body.firstMatch(of: /uses: \[([^\]]*)\]/) {
      uses = Set(list.1.matches(of: /"(\w+)"/).map { String($0.1) })
    }
    return Room(name: name, uses: uses, isCellar: body.contains("floor: .cellar"))
  }

  subscript(name: String) -> Room? { rooms.first { $0.name == name } }
}
