#ifndef VEGA_BUNDLE_H
#define VEGA_BUNDLE_H

#include <stddef.h>

/// Vega, Vega-Lite and Vega-Embed as one script: compressed by gzip, in base64.
const unsigned char *vega_bundle(void);

/// Bytes of it; 0 where `Scripts/vega-bundle` had not been run when this was built.
size_t vega_bundle_size(void);

#endif
