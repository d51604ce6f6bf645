import ConfigTree
import Diagnostics

/// Items of a menu: which are others', which of ours stand behind those, and whose keys find more than one.
struct MenuItems {
  let running: MatchedDocument
  /// Menus of the running side that have items which the intended side does not have.
  private(set) var sharedMenus: Set<ArraySlice<UInt8>> = []
  private(set) var findings: [Finding] = []
  let syntax: PathCommandsSyntax

  init(_ diff: TreeDiff, _ syntax: PathCommandsSyntax) {
    running = diff.running
    self.syntax = syntax
    let intended = diff.intended
    for menu in MenuItems.children(of: nil, in: running) {
      let wanted = MenuItems.children(of: nil, in: intended).filter {
        running.isSame(menu, as: $0, in: intended)
      }
      .flatMap { MenuItems.children(of: $0, in: intended) }
      let byHash = Dictionary(grouping: wanted, by: intended.identityHash)
      var ours: [Int] = []
      var others: [Int] = []
      for item in MenuItems.children(of: menu, in: running) {
        let same = byHash[running.identityHash(of: item)] ?? []
        if same.contains(where: { running.isSame(item, as: $0, in: intended) }) {
          ours.append(item)
        } else {
          others.append(item)
        }
      }
      guard let first = others.first else { continue }
      sharedMenus.insert(running.document.text(of: menu))
      for item in ours {
        if let other = others.first(where: { hasKey(of: item, $0) }) {
          findings.append(shared(item, other))
        } else if running.rule(of: item)?.statement.first == true, first < item {
          findings.append(behind(item))
        }
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

  private static func children(of node: Int?, in matched: MatchedDocument) -> [Int] {
    matched.document.children(of: node).filter { matched.document.nodes[$0].isConfiguration }
  }
}
