// A photograph becomes its edges: the workflow blur -> sobel -> threshold of edges.weft, compiled into one native program.
using Weft.Runtime;
using Weft.Samples;

var here = AppContext.BaseDirectory;
var source = Path.Combine(here, "edges.weft");
var photograph = TensorFile.Read(Path.Combine(here, "hopper.pgm"));
var output = args.Length > 0 ? args[0] : "edges.png";

Console.WriteLine($"edges of a photograph, {photograph}");
var comparison = new Comparison(Comparison.Load(source), "edges", new Dictionary<string, Tensor> { ["img"] = photograph });
comparison.InProcess();
comparison.Interpreted();
await comparison.ServedAsync(source);

TensorFile.Write(output, comparison.Result);
Console.WriteLine($"  -> {output}");
return comparison.AllEqual ? 0 : 1;
