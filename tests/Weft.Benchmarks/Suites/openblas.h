// What kernels call of CBLAS: row-major is 101, a matrix as it is 111, transposed 112.
#pragma once

void cblas_sgemm(int order, int turn_a, int turn_b, int m, int n, int k, float alpha, const float *a, int lda, const float *b, int ldb,
                 float beta, float *c, int ldc);
void cblas_dgemm(int order, int turn_a, int turn_b, int m, int n, int k, double alpha, const double *a, int lda, const double *b, int ldb,
                 double beta, double *c, int ldc);
float cblas_sdot(int n, const float *x, int step_x, const float *y, int step_y);
void cblas_somatcopy(int order, int turn, int rows, int columns, float alpha, const float *a, int lda, float *b, int ldb);
