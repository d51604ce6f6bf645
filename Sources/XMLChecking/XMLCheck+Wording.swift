import CLibXML2

extension XMLCheck {
  /// What a code of libxml2 means.
  ///
  /// libxml2's own messages quote the document, which may hold a key: they are not used.
  static func reason(of code: Int32, on domain: Int32) -> String {
    if domain == Int32(XML_FROM_NAMESPACE.rawValue) { return "a prefix of a name is not declared" }
    guard code >= 0 else { return unnamed(code) }
    switch xmlParserErrors(rawValue: UInt32(code)) {
    case XML_ERR_DOCUMENT_EMPTY, XML_ERR_DOCUMENT_START, XML_ERR_LT_REQUIRED: return "no element begins here"
    case XML_ERR_DOCUMENT_END, XML_ERR_EXTRA_CONTENT:
      return "the document ends too early, or something stands behind its end"
    case XML_ERR_TAG_NAME_MISMATCH: return "the end tag is another element's"
    case XML_ERR_TAG_NOT_FINISHED, XML_ERR_LTSLASH_REQUIRED, XML_ERR_NOT_WELL_BALANCED:
      return "an element has no end tag"
    case XML_ERR_GT_REQUIRED, XML_ERR_SPACE_REQUIRED: return "a tag is not finished"
    case XML_ERR_NAME_REQUIRED: return "a name is missing (write a plain '&' as '&amp;')"
    case XML_ERR_INVALID_CHAR:
      return "a character is not allowed in XML, or not in the encoding of the document"
    // A decoder that gives up has no code of its own.
    case XML_ERR_INVALID_ENCODING, XML_ERR_OK:
      return "bytes are not in the encoding that the document has or declares"
    case XML_ERR_UNKNOWN_ENCODING, XML_ERR_UNSUPPORTED_ENCODING, XML_ERR_ENCODING_NAME:
      return "the declared encoding is not known"
    case XML_ERR_UNDECLARED_ENTITY: return "an entity is not declared (write a plain '&' as '&amp;')"
    case XML_ERR_ENTITYREF_NO_NAME, XML_ERR_ENTITYREF_SEMICOL_MISSING: return "write a plain '&' as '&amp;'"
    case XML_ERR_INVALID_CHARREF, XML_ERR_INVALID_DEC_CHARREF, XML_ERR_INVALID_HEX_CHARREF:
      return "a character reference has no character"
    case XML_ERR_LT_IN_ATTRIBUTE: return "write a plain '<' as '&lt;'"
    case XML_ERR_ATTRIBUTE_NOT_STARTED, XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
      return "an attribute has no value in quotes"
    case XML_ERR_ATTRIBUTE_NOT_FINISHED: return "the quotes of an attribute are not closed"
    case XML_ERR_ATTRIBUTE_REDEFINED: return "an element has one attribute twice"
    case XML_ERR_COMMENT_NOT_FINISHED: return "a comment has no end"
    case XML_ERR_HYPHEN_IN_COMMENT: return "'--' stands in a comment"
    case XML_ERR_CDATA_NOT_FINISHED: return "a CDATA section has no end"
    case XML_ERR_MISPLACED_CDATA_END: return "']]>' stands outside of a CDATA section"
    case XML_ERR_RESERVED_XML_NAME: return "the XML declaration is not at the document's start"
    case XML_ERR_XMLDECL_NOT_FINISHED, XML_ERR_VERSION_MISSING, XML_ERR_STRING_NOT_STARTED:
      return "the XML declaration is not finished"
    case XML_ERR_INTERNAL_ERROR: return "it is deeper, or a text in it longer, than libxml2 reads"
    case XML_ERR_NAME_TOO_LONG: return "a name is longer than libxml2 reads"
    default: return unnamed(code)
    }
  }

  private static func unnamed(_ code: Int32) -> String { "libxml2 refuses it (error \(code))" }
}
