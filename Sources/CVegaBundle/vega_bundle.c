#include "vega_bundle.h"

// The script is made by Scripts/vega-bundle and is no part of the repository. Without it reports show tables only.
#if defined(__has_embed)
#if __has_embed(".generated/vega-bundle.txt")
#define HAS_VEGA_BUNDLE
#endif
#endif

#ifdef HAS_VEGA_BUNDLE
static const unsigned char bundle[] = {
#embed ".generated/vega-bundle.txt"
};
size_t vega_bundle_size(void) { return sizeof bundle; }
#else
static const unsigned char bundle[] = {0};
size_t vega_bundle_size(void) { return 0; }
#endif

const unsigned char *vega_bundle(void) { return bundle; }
