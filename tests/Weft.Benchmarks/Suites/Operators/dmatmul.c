#include "matmul.c"
