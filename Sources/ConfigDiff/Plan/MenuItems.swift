import ConfigTree
import Diagnostics

/// Items of a menu: which are others', which of ours stand behind those, and whose keys find more than one.
struct MenuItems {
  let running: MatchedDocument
  private let intended: MatchedDocument
  private let syntax: PathCommandsSyntax

  init(_ diff: TreeDiff, _ syntax: PathCommandsSyntax) {
    running = diff.running
    intended = diff.intended
    self.syntax = syntax
  }

  /// Menus of the running side that have items which the intended side does not have.
  var sharedMenus: Set<ArraySlice<UInt8>> {
    var menus: Set<ArraySlice<UInt8>> = []
    for menu in children(of: nil, in: running)
    where children(of: menu, in: running).contains(where: { !isOurs($0, menu) }) {
      menus.insert(running.document.text(of: menu))
    }
    return menus
  }

  var findings: [Finding] {
    children(of: nil, in: running).flatMap { menu -> [Finding] in
      let items = children(of: menu, in: running)
      let ours = items.filter { isOurs($0, menu) }
      let others = items.filter { !ours.contains($0) }
      return ours.compactMap { item in
        if let other = others.first(where: { hasKey(of: item, $0) }) { return shared(item, other) }
        guard running.rule(of: item)?.statement.first == true, let first = others.first, first < item else {
          return nil
        }
        return behind(item)
      }
    }
  }

  private func shared(_ item: Int, _ other: Int) -> Finding {
    Finding(
      rule: "key-shared", severity: .error, place: running.document.place(of: other),
      message: "Another item has what ours is found by: `\(running.line(of: item).text())`.",
      remedy: "Give one of them another comment or name on the device, fetch its file again, and plan anew.")
  }

  private func behind(_ item: Int) -> Finding {
    Finding(
      rule: "not-first", severity: .warning, place: running.document.place(of: item),
      message: "`\(running.line(of: item).text())` stands behind items of others, where it may do nothing.",
      remedy: "Move it before them on the device.")
  }

  /// Whether an item that no rule tells apart has all that another one is found by.
  private func hasKey(of item: Int, _ other: Int) -> Bool {
    let words = Set(Words.split(Array(running.document.text(of: other)), quotes: true).map(Array.init))
    guard words.contains(Array(syntax.adds.utf8)) else { return false }
    let key = Words.split(Array(running.document.text(of: item)), quotes: true).dropFirst().map(Array.init)
    return key.count > 1
      && stride(from: 0, to: key.count - 1, by: 2).allSatisfy {
        words.contains(key[$0] + [UInt8(ascii: "=")] + key[$0 + 1])
      }
  }

  private func isOurs(_ item: Int, _ menu: Int) -> Bool {
    children(of: nil, in: intended).contains { other in
      running.isSame(menu, as: other, in: intended)
        && children(of: other, in: intended).contains { running.isSame(item, as: $0, in: intended) }
    }
  }

  private func children(of node: Int?, in matched: MatchedDocument) -> [Int] {
    matched.document.children(of: node).filter { matched.document.nodes[$0].isConfiguration }
  }
}
