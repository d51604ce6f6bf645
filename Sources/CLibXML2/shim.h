#ifndef PEERCONF_CLIBXML2_SHIM_H
#define PEERCONF_CLIBXML2_SHIM_H

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

/* The first fault that a parser reports. */
typedef struct {
  int code;
  int domain;
  int line;
} peerconf_xml_fault;

/* The type of the callback differs between versions in one `const`, which Swift would see. */
#if LIBXML_VERSION >= 21200
static void peerconf_keep_fault(void *fault, const xmlError *error)
#else
static void peerconf_keep_fault(void *fault, xmlErrorPtr error)
#endif
{
  peerconf_xml_fault *first = (peerconf_xml_fault *)fault;
  if (first == NULL || error == NULL || error->level < XML_ERR_ERROR || first->code != XML_ERR_OK) return;
  first->code = error->code;
  first->domain = error->domain;
  first->line = error->line;
}

/* libxml2 prints faults of decoders, which belong to no parser, unless somebody else takes them. */
#if LIBXML_VERSION >= 21200
static void peerconf_drop_fault(void *data, const xmlError *error) {}
#else
static void peerconf_drop_fault(void *data, xmlErrorPtr error) {}
#endif

/* A few faults are printed as text and never told otherwise. */
static void peerconf_drop_text(void *data, const char *text, ...) {}

/* From now on this thread prints no faults. */
static inline void peerconf_silence(void) {
  xmlSetStructuredErrorFunc(NULL, peerconf_drop_fault);
  xmlSetGenericErrorFunc(NULL, peerconf_drop_text);
}

/* Faults go to the parser's user data, a `peerconf_xml_fault`. */
static inline void peerconf_keep_first_fault(xmlSAXHandler *handler) { handler->serror = peerconf_keep_fault; }

#endif
