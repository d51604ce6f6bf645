import CCurl

/// A libcurl list of texts, freed exactly once.
struct CurlList: ~Copyable {
  private(set) var raw: UnsafeMutablePointer<curl_slist>?

  /// libcurl copies the text.
  mutating func append(_ text: String) throws(TransportError) {
    guard let longer = curl_slist_append(raw, text) else {
      throw TransportError(.other, "libcurl has no memory left")
    }
    raw = longer
  }

  deinit { curl_slist_free_all(raw) }
}
