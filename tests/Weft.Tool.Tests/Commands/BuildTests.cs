using System.Text;

namespace Weft.Tool.Tests;

public sealed class BuildTests
{
    [Theory]
    [InlineData("pkg", "k.weftpkg", "PK")]
    [InlineData("mlir", "k.out.mlir", "func.func @saxpy")]
    [InlineData("llvm", "k.ll", "define void @weft_saxpy(ptr %args, i64 %begin, i64 %end, ptr %scratch)")]
    [InlineData("asm", "k.s", "weft_pick:")]
    [InlineData("obj", "k.o", "\u007fELF")]
    [InlineData("header", "k.h", "static inline weft_status weft_call_saxpy(weft_context *context, int64_t n, float a, const float *x,")]
    public void Build_writes_each_form_beside_the_source(string form, string file, string content)
    {
        using var work = Sources.Prepare();
        Assert.Equal("", work.Run($"build k.weft --emit {form}").Succeeds());
        Assert.Contains(content, Encoding.Latin1.GetString(File.ReadAllBytes(work.At(file))), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_goes_to_standard_output_for_a_dash()
    {
        using var work = Sources.Prepare();
        var before = work.Files.ToList();
        Assert.Contains("define void @weft_twice", work.Run("build one.weft --emit llvm -o -").Succeeds(), StringComparison.Ordinal);
        Assert.Equal(before, work.Files);
    }

    [Fact]
    public void A_module_of_all_kernels_is_one_that_llvm_accepts()
    {
        using var work = Sources.Prepare();
        var text = work.Run("build k.weft --emit llvm -o -").Succeeds();
        Assert.Equal(1, text.Split("define internal void @weft.fault(").Length - 1);
        foreach (var kernel in new[] { "saxpy", "pick", "divide", "grey", "ramp" })
            Assert.Contains($"define void @weft_{kernel}(", text, StringComparison.Ordinal);
        // The assembler reads the same text.
        work.Run("build k.weft --emit asm -o -").Succeeds();
    }

    [Fact]
    public void A_package_runs_like_its_source()
    {
        using var work = Sources.Prepare();
        work.Run("build one.weft -o p.weftpkg").Succeeds();
        Assert.Equal(work.Run("run one.weft --in x=x.npy").Succeeds(), work.Run("run p.weftpkg --in x=x.npy").Succeeds());
    }

    [Fact]
    public void Built_ir_is_the_source_again()
    {
        using var work = Sources.Prepare();
        work.Run("build one.weft --emit mlir -o again.mlir").Succeeds();
        Assert.Equal(work.Run("check one.weft").Succeeds(), work.Run("check again.mlir").Succeeds());
    }

    [Theory]
    [InlineData("x86-64", "xmm", "ymm")]
    [InlineData("x86-64-v3", "ymm", "zmm")]
    [InlineData("x86-64-v4", "zmm", "nothing wider")]
    public void Code_has_the_vectors_of_its_target_and_no_wider_ones(string target, string widest, string wider)
    {
        using var work = new Workplace().With("m.weft", """
            kernel product(a: f32[m, k], b: f32[k, n]) -> c: f32[m, n] { c[i, j] = sum(p) a[i, p] * b[p, j] }
            kernel saxpy(a: f32, x: f32[n], y: inout f32[n]) { parallel i in 0..n { y[i] = a * x[i] + y[i] } }
            """);
        var text = work.Run($"build m.weft --emit asm --target {target} -o -").Succeeds();
        Assert.Contains($"%{widest}", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"%{wider}", text, StringComparison.Ordinal);
        // Where a product and a sum are no single instruction they are two, not a call.
        Assert.DoesNotContain("fmaf", text, StringComparison.Ordinal);
        Assert.Equal(target != "x86-64", text.Contains("vfmadd", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_sources_are_built_beside_themselves()
    {
        using var work = Sources.Prepare();
        work.Run("build k.weft one.weft").Succeeds();
        Assert.Contains("k.weftpkg", work.Files);
        Assert.Contains("one.weftpkg", work.Files);
    }

    [Theory]
    [InlineData("ptx", "--emit ptx is not supported yet; this version has pkg, mlir, llvm, asm, obj, so, header")]
    [InlineData("opencl-c", "--emit opencl-c is not supported yet")]
    [InlineData("ilgpu-cs", "--emit ilgpu-cs is not supported yet")]
    [InlineData("ptx --target cuda", "--emit ptx is not supported yet")]
    [InlineData("obj --target opencl", "--target opencl is not supported yet; this version has cpu")]
    [InlineData("obj --target riscv", "there is no target 'riscv'")]
    [InlineData("hedder", "not 'hedder'; did you mean 'header'?")]
    [InlineData("obj -o -", "--emit obj is not text; give a file with -o")]
    public void What_cannot_be_built_is_wrong_usage(string rest, string message)
    {
        using var work = Sources.Prepare();
        work.Run($"build k.weft --emit {rest}").Fails(ExitCode.BadUsage, message);
        work.Run("build k.weft one.weft -o a.weftpkg").Fails(ExitCode.BadUsage, "-o takes one source file");
    }

    [Fact]
    public void Without_a_linker_the_message_names_the_package()
    {
        using var work = Sources.Prepare();
        work.Variables["PATH"] = work.Path;
        var before = work.Files.ToList();
        work.Run("build k.weft --emit so").Fails(ExitCode.MissingPart, "apt-get install binutils");
        Assert.Equal(before, work.Files);
    }

    [Fact]
    public void What_the_linker_says_is_part_of_the_message()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the false linker is a shell script");
        using var work = Sources.Prepare().With("ld", "#!/bin/sh\necho the disk is full >&2\nexit 3\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(work.At("ld"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        work.Variables["PATH"] = work.Path;
        work.Run("build k.weft --emit so").Fails(ExitCode.BadInput, "WF4113").Fails(ExitCode.BadInput, "the disk is full");
    }

    [Fact]
    public void A_file_without_kernels_has_no_code()
    {
        using var work = new Workplace().With("f.mlir", "func.func @f() {\n  return\n}\n");
        work.Run("build f.mlir --emit obj").Fails(ExitCode.BadInput, "'f.mlir' has no kernel or workflow");
    }

    [Fact]
    public void The_header_takes_names_that_c_does_not_have()
    {
        using var work = new Workplace().With("odd.weft", """
            kernel context(int: i32, context: f32[n, 2 * n + 1]) -> bad: bool[n] {
                parallel i in 0..n { bad[i] = context[i, 0] > f32(int) }
            }
            """);
        var header = work.Run("build odd.weft --emit header -o -").Succeeds();
        Assert.Contains("void weft_context_2(const int64_t *arguments", header, StringComparison.Ordinal);
        Assert.Contains(
            "weft_call_context(weft_context *context, int64_t n, int32_t int_2, const float *context_2, uint8_t *bad_2)",
            header, StringComparison.Ordinal);
        Assert.Contains("weft_extent('+', weft_extent('*', 2, n, &bad), 1, &bad)", header, StringComparison.Ordinal);
    }

    [Fact]
    public void The_catalogue_describes_every_id_once() =>
        Assert.Equal("'…' could not link '…': …", DiagnosticCatalogue.Describe(Backends.Llvm.LlvmDiagnostics.LinkFailed.Id));

    [Fact]
    public void An_object_of_the_same_program_is_the_same()
    {
        using var work = Sources.Prepare();
        work.Run("build k.weft --emit obj -o a.o").Succeeds();
        work.Run("build k.weft --emit obj -o b.o").Succeeds();
        Assert.Equal(File.ReadAllBytes(work.At("a.o")), File.ReadAllBytes(work.At("b.o")));
    }
}
