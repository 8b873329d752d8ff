namespace Weft.Tool.Tests;

/// <summary>C programs that call kernels through the header: the ABI as others see it.</summary>
public sealed class LibraryTests
{
    private const string Program = """
        #include "k.h"
        #include <stdio.h>

        static int64_t tiles;

        static void split_for(weft_context *context, weft_tile tile, void *environment, int64_t count, int64_t grain) {
          int64_t i;
          (void)context; (void)grain;
          for (i = 0; i < count; i++, tiles++) tile(environment, i, i + 1, NULL);
        }

        int main(void) {
          float x[4] = {1, 2, 3, 4}, y[4] = {10, 20, 30, 40}, s[1];
          int32_t q[1], r[100000];
          weft_context context;
          weft_status status;

          weft_context_init(&context);
          status = weft_call_saxpy(&context, 4, 2, x, y);
          printf("saxpy %d: %g %g %g %g\n", status, y[0], y[1], y[2], y[3]);

          status = weft_call_pick(&context, 4, x, 9, s);
          printf("pick %d: %s of '%s' at %s:%d, index %d, bound %d\n", status, k_fault_sites[context.fault_site].kind,
            k_fault_sites[context.fault_site].subject, k_fault_sites[context.fault_site].file,
            (int)k_fault_sites[context.fault_site].line, (int)context.fault_index, (int)context.fault_bound);

          weft_context_init(&context);
          status = weft_call_divide(&context, 7, 0, q);
          printf("divide %d: %s\n", status, k_fault_sites[context.fault_site].kind);

          weft_context_init(&context);
          printf("extent %d\n", weft_call_saxpy(&context, -1, 2, x, y));
          context.stop = 1;
          printf("stopped %d\n", weft_call_saxpy(&context, 4, 2, x, y));

          weft_context_init(&context);
          context.parallel_for = split_for;
          status = weft_call_ramp(&context, 100000, r);
          printf("ramp %d: %d %d %d %s tiles\n", status, r[0], r[1], r[99999], tiles > 1 ? "in" : "without");
          return 0;
        }
        """;

    private const string Expected = """
        saxpy 0: 12 24 36 48
        pick 1: index out of range of 'x' at k.weft:6, index 9, bound 4
        divide 1: integer division by zero
        extent 3
        stopped 2
        ramp 0: 0 1 99999 in tiles

        """;

    [Theory]
    [InlineData("so", "k.so")]
    [InlineData("obj", "k.o")]
    public void A_c_program_calls_kernels(string form, string file)
    {
        using var work = Sources.Prepare().With("main.c", Program);
        work.Run("build k.weft --emit header").Succeeds();
        work.Run($"build k.weft --emit {form}").Succeeds();
        CCompiler.Compile(work, "main.c", "-std=c99", "-pedantic", work.At(file), "-lm", "-Wl,-rpath," + work.Path, "-o", "main");
        Assert.Equal(Expected, Execute(work, work.At("main")));
    }

    [Fact]
    public void Temporary_arrays_are_freed_also_after_a_fault()
    {
        using var work = new Workplace().With("w.weft", """
            kernel double(x: f32[n]) -> y: f32[n] {
                parallel i in 0..n { y[i] = 2 * x[i] }
            }
            kernel at(x: f32[n], i: i32) -> s: f32[1] { s[0] = x[i] }
            workflow w(x: f32[n], i: i32) -> f32[1] {
                let a = double(x)
                let b = double(a)
                return at(b, i)
            }
            """).With("main.c", """
            #include "w.h"
            #include <stdio.h>
            static int live;
            static void *counted_alloc(weft_context *c, int64_t b, int64_t a) {
              void *p = weft_alloc(c, b, a);
              live += p != NULL;
              return p;
            }
            static void counted_free(weft_context *c, void *p) { live -= p != NULL; weft_free(c, p); }
            int main(void) {
              float x[3] = {1, 2, 3}, s[1] = {0};
              weft_context context;
              weft_status status;
              weft_context_init(&context);
              context.alloc = counted_alloc;
              context.free = counted_free;
              status = weft_call_w(&context, 3, x, 2, s);
              printf("%d %g, left by the kernel: %d, by the call: %d\n", status, s[0], live, context.blocks != NULL);
              status = weft_call_w(&context, 3, x, 3, s);
              printf("%d, left by the kernel: %d, by the call: %d\n", status, live, context.blocks != NULL);
              return 0;
            }
            """);
        work.Run("build w.weft --emit header").Succeeds();
        work.Run("build w.weft --emit obj").Succeeds();
        CCompiler.Compile(work, "main.c", "-std=c11", work.At("w.o"), "-lm", "-o", "main");
        Assert.Equal(
            "0 12, left by the kernel: 0, by the call: 0\n1, left by the kernel: 1, by the call: 0\n", Execute(work, work.At("main")));
    }

    [Fact]
    public void The_header_is_cpp_as_well()
    {
        using var work = Sources.Prepare().With("main.cc", """
            #include "k.h"
            int main() { return weft_call_ramp(nullptr, -1, nullptr) == WEFT_BAD_EXTENT ? 0 : 1; }

            """);
        work.Run("build k.weft --emit header").Succeeds();
        work.Run("build k.weft --emit obj").Succeeds();
        CCompiler.Compile(work, "main.cc", "-x", "c++", "-std=c++17", "-fsyntax-only");
    }

    private static string Execute(Workplace work, string program) => new InstalledTool(program).Run(work.Path, []);
}
