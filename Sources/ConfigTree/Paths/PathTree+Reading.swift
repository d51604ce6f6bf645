extension PathTree {
  /// The words of a line of whole paths, the verb first: several where it ends with a list.
  package static func paths(of line: ArraySlice<UInt8>, _ syntax: PathLinesSyntax) -> [[[UInt8]]] {
    PathWords(syntax).paths(of: line)
  }

  /// The paths of a file; `nil` where its notation is of another family than braces and path lines.
  package init?(_ document: ConfigDocument, syntax: Syntax) {
    switch syntax {
    case .braces(let parameters): self.init(document, parameters)
    case .pathLines(let parameters): self.init(document, parameters)
    case .indented, .editBlocks, .pathCommands, .xml: return nil
    }
  }

  private init(_ document: ConfigDocument, _ syntax: BracesSyntax) {
    self.init()
    let splitter = PathWords(
      quotes: syntax.quotes.compactMap(\.utf8.first), lists: syntax.lists,
      assignment: syntax.assignment.utf8.first)
    let headers = PathWords(quotes: splitter.quotes)
    let markers = syntax.markers.map { Array($0.utf8) }
    let inactive = Array(syntax.inactive.utf8)
    /// The tree's node of each open section.
    var sections: [(node: Int, place: Int)] = []
    for (index, node) in document.nodes.enumerated() where node.isConfiguration {
      while let last = sections.last, document.nodes[last.node].subtreeEnd <= index { sections.removeLast() }
      let parent = sections.last?.place ?? 0
      let isSection = node.subtreeEnd > index + 1
      var paths =
        isSection
        ? [headers.words(of: document.text(of: index))] : splitter.paths(of: document.text(of: index))
      var isInactive = false
      for place in paths.indices {
        while let first = paths[place].first, markers.contains(first) {
          if first == inactive { isInactive = true }
          paths[place].removeFirst()
        }
      }
      for words in paths where !words.isEmpty {
        let place = insert(words, below: parent, origin: index)
        if isInactive { setInactive(at: place) }
        if !isSection { setStated(at: place) }
        if isSection { sections.append((index, place)) }
      }
    }
  }

  private init(_ document: ConfigDocument, _ syntax: PathLinesSyntax) {
    self.init()
    let splitter = PathWords(syntax)
    let assigns = syntax.assigns.map { Array($0.utf8) }
    for (index, node) in document.nodes.enumerated() where node.isConfiguration {
      // A line that was made of a file in another notation.
      let marked = PathTree.unmarked(document.text(of: index))
      let paths = splitter.paths(of: marked ?? document.text(of: index))
      guard let verb = paths.first?.first else { continue }
      if marked != nil {
        for path in paths { setInactive(at: insert(path.dropFirst(), origin: index)) }
      } else if assigns.contains(verb) {
        for path in paths { setStated(at: insert(path.dropFirst(), origin: index)) }
      } else if verb == Array(syntax.negation.utf8) {
        for path in paths { remove(Array(path.dropFirst())) }
      } else if verb == Array(syntax.deactivate.utf8) {
        for path in paths { setInactive(true, path.dropFirst()) }
      } else if verb == Array(syntax.activate.utf8) {
        for path in paths { setInactive(false, path.dropFirst()) }
      }
    }
  }
}

extension PathWords {
  fileprivate init(_ syntax: PathLinesSyntax) {
    self.init(quotes: syntax.quotes.compactMap(\.utf8.first), lists: syntax.lists, pairs: syntax.pairs)
  }
}
