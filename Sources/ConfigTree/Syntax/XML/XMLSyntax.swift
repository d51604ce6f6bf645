/// Parameters of XML documents.
///
/// An element with children is a section, its end tag the section's last child; an element that holds text alone is
/// one node, whatever lines it takes. Lines outside of the document are no configuration.
package struct XMLSyntax: Sendable, Hashable {
  /// Attributes that tell an element from its siblings of the same name, best first.
  package var keys: [String] = []

  package init() {}
}
