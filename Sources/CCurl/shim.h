#ifndef PEERCONF_CCURL_SHIM_H
#define PEERCONF_CCURL_SHIM_H

// The type checks are macros over the variadic calls; the shims below have types of their own.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt are variadic, which Swift cannot call:
// one plain function for each type of argument.

static inline CURLcode shim_setopt_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shim_setopt_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shim_setopt_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shim_setopt_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shim_setopt_bytes(CURL *handle, CURLoption option, const void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shim_setopt_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode shim_setopt_receiver(CURL *handle, CURLoption option, curl_write_callback value) {
  return curl_easy_setopt(handle, option, value);
}

// Without CURL_BLOB_COPY: the caller keeps the bytes alive as long as the handle.
static inline CURLcode shim_setopt_borrowed_blob(CURL *handle, CURLoption option, void *bytes, size_t count) {
  struct curl_blob blob = {.data = bytes, .len = count, .flags = CURL_BLOB_NOCOPY};
  return curl_easy_setopt(handle, option, &blob);
}

static inline CURLcode shim_getinfo_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode shim_multi_setopt_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

// The textual option replaced the bit mask in 7.85; the mask is still what Ubuntu 22.04 has.
static inline CURLcode shim_setopt_web_protocols_only(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

// CURL_GLOBAL_DEFAULT is a macro expression that Swift does not import.
static inline CURLcode shim_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

// The certificate file that this build of libcurl trusts by itself; NULL where it has none.
static inline const char *shim_default_authorities(void) {
#if LIBCURL_VERSION_NUM >= 0x074600
  return curl_version_info(CURLVERSION_NOW)->cainfo;
#else
  return NULL;
#endif
}

#endif
