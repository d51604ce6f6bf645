import CLibXML2

/// Asks libxml2 whether a text is well-formed XML 1.0.
///
/// No tree is built, nothing is loaded from outside, no entity is expanded, and libxml2's own limits on depth, names
/// and texts hold.
package enum XMLCheck {
  /// The first thing that makes a text ill-formed.
  package struct Complaint: Error, Sendable, Hashable {
    /// Line, from 1.
    package let line: Int
    /// libxml2's words, of one line, without the text's own.
    package let reason: String
  }

  /// Bytes that are given to libxml2 at once.
  private static let chunk = 1 << 16

  /// Nothing for a well-formed text, otherwise the first fault.
  package static func complaint(about text: ArraySlice<UInt8>) -> Complaint? {
    guard !text.isEmpty else { return Complaint(line: 1, reason: "the document is empty") }
    // A handler without any function: libxml2 reads, checks, and tells nobody what it has read.
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    peerconf_keep_first_fault(&handler)
    var fault = peerconf_xml_fault()
    let isFaulty = text.withUnsafeBytes { bytes in
      withUnsafeMutablePointer(to: &fault) { parse(bytes, &handler, $0) }
    }
    guard isFaulty else { return nil }
    return Complaint(line: max(1, Int(fault.line)), reason: reason(of: fault.code, on: fault.domain))
  }

  /// Whether libxml2 finds a fault; it stops at the first chunk with one.
  private static func parse(
    _ bytes: UnsafeRawBufferPointer, _ handler: inout xmlSAXHandler,
    _ fault: UnsafeMutablePointer<peerconf_xml_fault>
  ) -> Bool {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
      let parser = xmlCreatePushParserCtxt(&handler, fault, nil, 0, nil)
    else { return false }
    defer { xmlFreeParserCtxt(parser) }
    peerconf_silence()
    xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue))
    var position = 0
    while position < bytes.count {
      let count = min(chunk, bytes.count - position)
      guard xmlParseChunk(parser, base + position, Int32(count), 0) == 0 else { return true }
      position += count
    }
    return xmlParseChunk(parser, nil, 0, 1) != 0
  }
}
