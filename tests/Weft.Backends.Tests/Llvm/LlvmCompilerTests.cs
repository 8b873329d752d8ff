using System.Text;
using Weft.Backends.Llvm;
using Weft.Backends.Llvm.Native;
using Weft.Runtime;

namespace Weft.Backends.Tests;

public sealed class LlvmCompilerTests(LlvmFixture llvm)
{
    private static ReadOnlySpan<byte> SaxpyText => Encoding.UTF8.GetBytes(Modules.Saxpy("saxpy"));

    [Fact]
    public void Object_code_is_an_object_file_with_timings()
    {
        var code = llvm.Compiler.Compile("saxpy", SaxpyText, llvm.Host, PassPipeline.Light);
        Assert.True(code.Bytes.Span.StartsWith("\x7F"u8) && code.Bytes.Span[1..].StartsWith("ELF"u8));
        Assert.True(code.Timings.Emit > TimeSpan.Zero);
    }

    [Fact]
    public void Every_pipeline_of_the_list_runs()
    {
        foreach (var pipeline in PassPipeline.All)
            Assert.NotEmpty(llvm.Compiler.Compile("saxpy", SaxpyText, llvm.Host, pipeline).Bytes.ToArray());
    }

    [Fact]
    public void Vectorize_makes_vectors_of_a_scalar_loop_and_light_does_not()
    {
        Assert.Contains(" x float>", llvm.Compiler.EmitOptimizedText("saxpy", SaxpyText, llvm.Host, PassPipeline.Vectorize));
        Assert.DoesNotContain(" x float>", llvm.Compiler.EmitOptimizedText("saxpy", SaxpyText, llvm.Host, PassPipeline.Light));
    }

    [Fact]
    public void Assembly_names_the_function() =>
        Assert.Contains("saxpy:", llvm.Compiler.EmitAssembly("saxpy", SaxpyText, llvm.Host, PassPipeline.Light));

    [Fact]
    public void Nvptx_assembly_is_ptx()
    {
        var text = "define ptx_kernel void @k(ptr addrspace(1) %p) { store float 1.0, ptr addrspace(1) %p\n ret void }"u8;
        Assert.Contains(".visible .entry k(", llvm.Compiler.EmitAssembly("k", text, TargetSpec.Nvptx("sm_90a"), PassPipeline.O3));
    }

    [Fact]
    public void Text_error_tells_line_and_column()
    {
        var error = Fails("WF4103", "define void @f() {\n  %x = add i32 1, %missing\n  ret void\n}");
        Assert.Equal("m:2:19", error.Location.Position.ToString());
        Assert.Contains("%missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_module_is_told() =>
        Assert.Contains("dominate", Fails("WF4104", """
            define i32 @f(i1 %c) {
            entry:
              br i1 %c, label %a, label %b
            a:
              %x = add i32 1, 2
              br label %b
            b:
              ret i32 %x
            }
            """).Message, StringComparison.Ordinal);

    [Fact]
    public void Unknown_pass_is_told() =>
        Assert.Contains("no-such-pass", Fails("WF4105", "", pipeline: new("mine", ["no-such-pass"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Unknown_triple_is_told() => Fails("WF4102", "", target: new("z80-unknown-unknown", ""));

    [Fact]
    public void Error_of_the_back_end_does_not_exit_the_process() =>
        Fails("WF4106", "define void @f() {\n  call void asm \"no such instruction\", \"\"()\n  ret void\n}");

    [Fact]
    public void Fatal_error_is_reported_and_the_next_module_compiles()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("Cannot select", Fails("WF4107", Modules.CannotSelect).Message, StringComparison.Ordinal);
            Object_code_is_an_object_file_with_timings();
        }
    }

    [Fact]
    public void Cancelled_compilation_throws() => Assert.ThrowsAny<OperationCanceledException>(() =>
        llvm.Compiler.Compile("m", SaxpyText, llvm.Host, PassPipeline.O3, new(canceled: true)));

    [Fact]
    public void Modules_compile_on_several_threads_at_once()
    {
        var (compiler, host) = (llvm.Compiler, llvm.Host);
        Parallel.For(0, 8, i =>
        {
            var text = Encoding.UTF8.GetBytes(Modules.Saxpy($"saxpy{i}"));
            Assert.Contains($"saxpy{i}:", compiler.EmitAssembly($"m{i}", text, host, PassPipeline.Vectorize), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Missing_library_names_the_package_to_install()
    {
        var e = Assert.Throws<WeftException>(() => LlvmLibrary.Open(LlvmLibrary.CandidateNames("/nowhere/libLLVM.so")));
        Assert.Equal("WF4100", e.Diagnostic.Id);
        Assert.Contains("apt-get install libllvm22", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Library_that_is_not_LLVM_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs the name of a library that is always there");
        Assert.Equal("WF4101", Assert.Throws<WeftException>(() => LlvmLibrary.Open(["libm.so.6"])).Diagnostic.Id);
    }

    [Fact]
    public void Newest_library_is_tried_first() => Assert.Equal("libLLVM.so.22.1", LlvmLibrary.CandidateNames(null)[0]);

    private Weft.IR.Diagnostic Fails(string id, string text, TargetSpec? target = null, PassPipeline? pipeline = null)
    {
        var e = Assert.Throws<WeftException>(() =>
            llvm.Compiler.Compile("m", Encoding.UTF8.GetBytes(text), target ?? llvm.Host, pipeline ?? PassPipeline.Light));
        Assert.Equal(id, e.Diagnostic.Id);
        return e.Diagnostic;
    }
}
