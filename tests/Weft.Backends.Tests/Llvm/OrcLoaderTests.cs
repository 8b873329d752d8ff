using System.Text;
using Weft.Backends.Llvm;
using Weft.Runtime;

namespace Weft.Backends.Tests;

public sealed unsafe class OrcLoaderTests(LlvmFixture llvm)
{
    [Fact]
    public void Two_hundred_modules_load_run_and_unload()
    {
        const string Template = "define i64 @count_NNN(i64 %x) nounwind {\n  %r = add i64 %x, NNN\n  ret i64 %r\n}";
        var modules = Enumerable.Range(100, 200).Select(i => llvm.Load(Template.Replace("NNN", $"{i}"), $"count_{i}")).ToList();
        for (var i = 0; i < modules.Count; i++)
            Assert.Equal(1000 + 100 + i, ((delegate* unmanaged<long, long>)modules[i].Find($"count_{100 + i}"))(1000));
        foreach (var module in modules) module.Dispose();
        // The names are free again: the code is really gone.
        using var again = llvm.Load(Template.Replace("NNN", "100"), "count_100");
        Assert.Equal(107, ((delegate* unmanaged<long, long>)again.Find("count_100"))(7));
    }

    [Fact]
    public void Mathematics_of_the_C_library_and_its_vector_variants_resolve()
    {
        Assert.SkipUnless(llvm.Host.Triple.StartsWith("x86_64", StringComparison.Ordinal), "libmvec's names are those of x86-64");
        using var module = llvm.Load("""
            declare double @pow(double, double)
            declare <4 x float> @_ZGVbN4v_expf(<4 x float>)
            define double @math_pow(double %x) nounwind {
              %r = call double @pow(double %x, double 3.0)
              ret double %r
            }
            define void @math_exp(ptr %p) nounwind {
              %x = load <4 x float>, ptr %p, align 4
              %r = call <4 x float> @_ZGVbN4v_expf(<4 x float> %x)
              store <4 x float> %r, ptr %p, align 4
              ret void
            }
            """, "math_pow", "math_exp");
        Assert.Equal(8.0, ((delegate* unmanaged<double, double>)module.Find("math_pow"))(2.0));
        var values = stackalloc float[] { 0, 1, 2, 3 };
        ((delegate* unmanaged<float*, void>)module.Find("math_exp"))(values);
        for (var i = 0; i < 4; i++) Assert.Equal(MathF.Exp(i), values[i], tolerance: 1e-4f);
    }

    [Fact]
    public void Undefined_function_is_named()
    {
        var e = Assert.Throws<WeftException>(() => llvm.Load(
            "declare void @no_such_function()\ndefine void @calls_it() {\n  call void @no_such_function()\n  ret void\n}", "calls_it"));
        Assert.Equal("WF4109", e.Diagnostic.Id);
        Assert.Contains("no_such_function", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Symbol_that_is_taken_is_an_error_and_stays_with_its_first_owner()
    {
        using var first = llvm.Load("define i64 @twice() {\n  ret i64 1\n}", "twice");
        var e = Assert.Throws<WeftException>(() => llvm.Load("define i64 @twice() {\n  ret i64 2\n}", "twice"));
        Assert.Contains("twice", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, ((delegate* unmanaged<long>)first.Find("twice"))());
    }

    [Fact]
    public void Symbol_that_was_not_asked_for_is_an_error()
    {
        using var module = llvm.Load("define void @asked() {\n  ret void\n}", "asked");
        Assert.Equal("WF4110", Assert.Throws<WeftException>(() => module.Find("other")).Diagnostic.Id);
    }

    [Fact]
    public void Damaged_object_code_is_an_error_and_the_loader_goes_on()
    {
        var text = Encoding.UTF8.GetBytes(Modules.Saxpy("damaged"));
        var good = llvm.Compiler.Compile("m", text, llvm.Host, PassPipeline.Light).Bytes.ToArray();
        foreach (var bad in (byte[][])["not an object"u8.ToArray(), good[..(good.Length / 2)]])
            Assert.Equal("WF4109", Assert.Throws<WeftException>(() => llvm.Loader.Load("m", bad, "damaged")).Diagnostic.Id);
        using var module = llvm.Loader.Load("m", good, "damaged");
        Assert.NotEqual(0, module.Find("damaged"));
    }

    [Fact]
    public void Loader_that_lost_a_thread_refuses_the_next_module()
    {
        var code = llvm.Compiler.Compile("m", "define i64 @lost() {\n  ret i64 1\n}"u8, llvm.Host, PassPipeline.Light);
        using var hurried = new OrcLoader(limit: TimeSpan.FromMilliseconds(20));
        using var release = new ManualResetEventSlim();
        var first = Assert.Throws<WeftException>(() => hurried.Guarded("first", _ =>
        {
            release.Wait();
            return 0;
        }));
        Assert.Equal("WF4108", first.Diagnostic.Id);
        var e = Assert.Throws<WeftException>(() => hurried.Load("second", code.Bytes.Span, "lost"));
        Assert.Equal("WF4111", e.Diagnostic.Id);
        Assert.Contains("'first'", e.Message, StringComparison.Ordinal);
        release.Set();
    }

    [Fact]
    public void Code_outlives_the_loader_that_made_it()
    {
        var code = llvm.Compiler.Compile("m", "define i64 @survivor() {\n  ret i64 42\n}"u8, llvm.Host, PassPipeline.Light);
        var loader = new OrcLoader();
        var module = loader.Load("m", code.Bytes.Span, "survivor");
        loader.Dispose();
        Assert.Equal(42, ((delegate* unmanaged<long>)module.Find("survivor"))());
        module.Dispose();
        Assert.Throws<ObjectDisposedException>(() => module.Find("survivor"));
    }
}
