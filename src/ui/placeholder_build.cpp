#include <palpate/base/result.h>
