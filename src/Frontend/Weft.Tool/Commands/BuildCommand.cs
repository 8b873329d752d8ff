using System.CommandLine;
using System.Text;
using Weft.Backends.Llvm;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary><c>weft build FILE...</c>: a package, or the text of a stage.</summary>
internal static class BuildCommand
{
    public static ToolCommand Command { get; } = CommandLine.Command("build", "compile to a package, IR, LLVM text or assembly", Describe);

    private static Command Describe(ToolContext context)
    {
        var files = new Argument<string[]>("FILE") { Description = "the sources", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("-o", "--output") { Description = "the file to write; - for standard output" };
        var emit = new Option<string>("--emit") { Description = "what to write", DefaultValueFactory = _ => "pkg" }.AcceptOnlyFromAmong("pkg", "mlir", "llvm", "asm");
        var target = new Option<string>("--target") { Description = "what to compile for", DefaultValueFactory = _ => "cpu" }.AcceptOnlyFromAmong("cpu");
        var command = new Command("build", "Compiles sources.") { files, output, emit, target };
        command.SetAction(parsed => (int)Run(context, parsed.GetValue(files)!, parsed.GetValue(output), parsed.GetValue(emit)!));
        return command;
    }

    private static ExitCode Run(ToolContext context, string[] files, string? output, string emit)
    {
        if (files.Length > 1 && output is not null and not "-")
        {
            context.Error.WriteLine("weft build: -o takes one source file");
            return ExitCode.BadUsage;
        }

        foreach (var file in files)
        {
            if (SourceFile.Load(context, file) is not { } program) return ExitCode.BadInput;
            Write(context, output ?? Path.ChangeExtension(file, Extension(emit)), Emit(program, emit));
        }

        return ExitCode.Done;
    }

    private static string Extension(string emit) => emit switch { "pkg" => ".weftpkg", "llvm" => ".ll", "asm" => ".s", _ => ".out.mlir" };

    private static byte[] Emit(KernelProgram program, string emit)
    {
        if (emit == "pkg") return WeftPackage.Write(program);
        if (emit == "mlir") return Encoding.UTF8.GetBytes(program.Load(new IR.IrContext(IR.StandardDialects.All)) + "\n");
        var text = new StringBuilder();
        using var compiler = emit == "asm" ? new CpuCompiler() : null;
        foreach (var entry in program.Entries)
        {
            var lowering = CpuCompiler.Lower(program, entry.Name);
            text.Append(compiler is null ? $"; {entry}\n{lowering.LlvmText}" : $"# {entry}\n{compiler.Assembly(lowering)}").Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(ToolContext context, string path, byte[] bytes)
    {
        if (path == "-") context.Out.Write(Encoding.UTF8.GetString(bytes));
        else File.WriteAllBytes(context.Resolve(path), bytes);
    }
}
