/// The steps from the document to a value: `connections[0].ike.dh_group`.
package struct MemberPath: Sendable, Hashable, CustomStringConvertible {
  package enum Step: Sendable, Hashable {
    case member(String)
    case item(Int)
  }

  package var steps: [Step]

  package init(steps: [Step] = []) { self.steps = steps }

  package func member(_ name: String) -> MemberPath { MemberPath(steps: steps + [.member(name)]) }
  package func item(_ place: Int) -> MemberPath { MemberPath(steps: steps + [.item(place)]) }

  package var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .member(let name): text += text.isEmpty ? name : ".\(name)"
      case .item(let place): text += "[\(place)]"
      }
    }
    return text.isEmpty ? "document" : text
  }
}
