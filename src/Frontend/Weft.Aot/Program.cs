// weft-aot FOLDER NAME: compiles the kernels of all assemblies in a program's folder to FOLDER/NAME.weft.so.
using Weft.Aot;
using Weft.Backends.Llvm;
using Weft.Runtime;

if (args is not [var folder, var name])
{
    Console.Error.WriteLine("usage: weft-aot FOLDER NAME");
    return 2;
}

try
{
    var programs = LaunchClasses.ProgramsIn(folder);
    var file = Path.Combine(folder, name + PrebuiltLibrary.Extension);
    var linker = new SharedLibraryLinker(Environment.GetEnvironmentVariable("PATH") ?? "");
    File.WriteAllBytes(file + ".new", new PrebuiltBuilder(linker).Build(programs, Path.GetFileName(file)));
    // Moved, not written over: a program that runs keeps the library that it has loaded.
    File.Move(file + ".new", file, overwrite: true);
    return 0;
}
catch (WeftException problem)
{
    // As MSBuild reads errors.
    Console.Error.WriteLine($"weft-aot : error {problem.Diagnostic.Id}: {problem.Diagnostic.Message}");
    return 1;
}
