using Xunit;

namespace Weft.Frontend.Tests.Dsl;

/// <summary>What the binder reports, and where.</summary>
public sealed class BindingErrorTests
{
    [Theory]
    [InlineData("let q = [|foo|]{WF1020}")]
    [InlineData("let q = [|foo|]{WF1020}[0] + [|bar|]{WF1020}")]
    [InlineData("[|foo|]{WF1020} = 3")]
    [InlineData("let q = [|sqr|]{WF1021}(x)")]
    [InlineData("let q: [|float|]{WF1022} = x")]
    [InlineData("let q: [|f23|]{WF1022} = x")]
    [InlineData("let [|x|]{WF1023} = 1")]
    [InlineData("let q = 1; if b { let [|q|]{WF1023} = 2 }")]
    [InlineData("for [|i|]{WF1023} in 0..n { }")]
    [InlineData("let [|f32|]{WF1024} = 1")]
    [InlineData("let q = [|k|]{WF1026} + 1")]
    [InlineData("let q = [|v|]{WF1027}(0)")]
    [InlineData("let q: i32 = [|x|]{WF1030}")]
    [InlineData("let q: index = [|i|]{WF1030}")]
    [InlineData("if [|i|]{WF1030} { }")]
    [InlineData("while [|x|]{WF1030} { }")]
    [InlineData("let q = [|i|]{WF1030} && b")]
    [InlineData("let q = ![|x|]{WF1030}")]
    [InlineData("let q = [|x + d|]{WF1031}")]
    [InlineData("let q = [|i * x|]{WF1031}")]
    [InlineData("let q = [|at + i|]{WF1031}")]
    [InlineData("let q = [|i < l|]{WF1031}")]
    [InlineData("let q = [|b ? x : d|]{WF1031}")]
    [InlineData("let q = [|max(x, d)|]{WF1031}")]
    [InlineData("let q = b == [|1|]{WF1036}")]
    [InlineData("let q = [|b + b|]{WF1032}")]
    [InlineData("let q = [|b < b|]{WF1032}")]
    [InlineData("let q = [|x & x|]{WF1032}")]
    [InlineData("let q = [|x << 1|]{WF1032}")]
    [InlineData("let q = [|i << x|]{WF1032}")]
    [InlineData("let q = [|-u|]{WF1032}")]
    [InlineData("let q = [|-b|]{WF1032}")]
    [InlineData("let q = [|v|]{WF1040} + 1")]
    [InlineData("let q: f32 = [|v|]{WF1040}")]
    [InlineData("let q = [|x|]{WF1041}[0]")]
    [InlineData("[|x|]{WF1041}[0] = 1")]
    [InlineData("let q = [|m[0]|]{WF1042}")]
    [InlineData("[|m[0]|]{WF1042} = 1")]
    [InlineData("let q = v[[|x|]{WF1043}]")]
    [InlineData("for j in 0..[|x|]{WF1043} { }")]
    [InlineData("var q: f32[[|n > 1|]{WF1044}]")]
    [InlineData("var q: f32[[|1.5|]{WF1044}]")]
    [InlineData("var q: f32[[|3 / 0|]{WF1044}]")]
    [InlineData("var q: f32[[|3 - 4|]{WF1045}]")]
    [InlineData("var q: f32[[|nn|]{WF1046}]")]
    [InlineData("var q: f32[[|i|]{WF1047}]")]
    [InlineData("let q = [|(x, d)|]{WF1050}")]
    [InlineData("let q = [|pow(x)|]{WF1051}")]
    [InlineData("let q = [|f32()|]{WF1051}")]
    [InlineData("let q = [|sqrt(i)|]{WF1052}")]
    [InlineData("let q = [|abs(b)|]{WF1052}")]
    [InlineData("var q = b; [|q min= b|]{WF1052}")]
    [InlineData("let q = sqrt([|inout x|]{WF1053})")]
    [InlineData("let q = [|sum(p)|]{WF1054}")]
    [InlineData("let q = sum(p) [|(w[p] > 0)|]{WF1055}")]
    [InlineData("let q = mean(p) [|w[p]|]{WF1055}")]
    [InlineData("let q = sum([|p|]{WF1056}) v[p + 1]")]
    [InlineData("let q = sum(p) v[p] + v[[|p|]{WF1020}]")]
    [InlineData("let q = sum([|p|]{WF1057}) m[0, p] * t5[p]")]
    [InlineData("let q = [|argmax(p, r) m[p, r]|]{WF1058}")]
    [InlineData("[|v[0] + 1|]{WF1059}")]
    [InlineData("[|x|]{WF1059}")]
    [InlineData("[|i|]{WF1060} = 3")]
    [InlineData("[|v|]{WF1060}[0] = 3")]
    [InlineData("[|v|]{WF1060}[j] = 3")]
    [InlineData("[|n|]{WF1060} = 3")]
    [InlineData("let q = 1; [|q|]{WF1060} = 3")]
    [InlineData("for j in 0..n { [|j|]{WF1060} += 1 }")]
    [InlineData("[|3|]{WF1061} = 3")]
    [InlineData("[|x + 1|]{WF1061} = 3")]
    [InlineData("[|sqrt(x)|]{WF1061} += 3")]
    [InlineData("m = [|m|]{WF1062}")]
    [InlineData("[|let q = v|]{WF1062}")]
    [InlineData("[|let q|]{WF1064}")]
    [InlineData("let q: f32[n] = [|x|]{WF1063}")]
    [InlineData("[|var q|]{WF1065}")]
    [InlineData("[|let (q, r) = x|]{WF1066}")]
    [InlineData("[|(x, d) = 3|]{WF1066}")]
    [InlineData("for j in 0..n step [|0|]{WF1067} { }")]
    [InlineData("[|break|]{WF1068}")]
    [InlineData("if b { [|continue|]{WF1068} }")]
    [InlineData("for j in 0..n, r in 0..n { [|break|]{WF1069} }")]
    [InlineData("parallel j in 0..n { [|break|]{WF1070} }")]
    [InlineData("parallel j in 0..n { for r in 0..n { break; [|return|]{WF1070} } }")]
    [InlineData("[|return 3|]{WF1071}")]
    public void In_a_kernel(string statement)
    {
        var declareT5 = statement.Contains("t5", StringComparison.Ordinal) ? "var t5: f32[5]\n" : "";
        DslTest.Marked(DslTest.Kernel(declareT5 + statement));
    }

    [Theory]
    [InlineData("kernel k(x: inout f32[n]) { x[i] = 1 }\nfunc [|k|]{WF1023}(x: f32) -> f32 = x")]
    [InlineData("kernel k(x: f32[n], [|x|]{WF1023}: inout f32[n]) { }")]
    [InlineData("kernel k(x: f32[n]) -> [|f32|]{WF1088} { }")]
    [InlineData("kernel [|i32|]{WF1025}(x: inout f32[n]) { x[i] = 1 }")]
    [InlineData("func [|sqrt|]{WF1025}(x: f32) -> f32 = x")]
    [InlineData("kernel k([|n|]{WF1028}: i32, x: inout f32[n]) { x[i] = 1 }")]
    [InlineData("kernel k(x: f32[[|n / 2|]{WF1048}], y: inout f32[n]) { y[i] = 1 }")]
    [InlineData("kernel k(x: f32[n]) -> y: f32[[|2 * m|]{WF1048}] { y[0] = 1 }")]
    [InlineData("kernel k(x: f32[n]) -> y: f32[n] { y[0] = 1 }\nworkflow w(x: f32[n]) -> f32[[|m|]{WF1048}] { return k(x) }")]
    [InlineData("import [|\"other.weft\"|]{WF1012}")]
    [InlineData("const [|A|]{WF1080} = B\nconst B = A")]
    [InlineData("const [|A|]{WF1080} = A\nkernel k(x: f32[n]) -> y: f32[n] { y[i] = A }")]
    [InlineData("func f(x: f32) -> f32 = x\nconst A = [|f(1)|]{WF1081}")]
    [InlineData("const A: f32[3] = [|1|]{WF1063}")]
    [InlineData("const A: f32[3] = [|[1, 2]|]{WF1082}")]
    [InlineData("func f(x: [|f32[n]|]{WF1083}) -> f32 = 1")]
    [InlineData("func f(x: f32) -> [|f32[n]|]{WF1083} = 1")]
    [InlineData("func f(x: f32) -> f32 { [|var t: f32[3]|]{WF1083}; return x }")]
    [InlineData("func f([|x: inout f32|]{WF1084}) -> f32 = 1")]
    [InlineData("func f(x: f32) -> f32 { [|return|]{WF1085} }")]
    [InlineData("func [|f|]{WF1086}(x: f32) -> f32 { if x > 0 { return x } }")]
    [InlineData("func f(x: f32) -> f32 = [|f|]{WF1087}(x)")]
    [InlineData("func f(x: f32) -> f32 = g(x)\nfunc g(x: f32) -> f32 = [|f|]{WF1087}(x)")]
    [InlineData("kernel k(x: inout f32[n]) { [|k|]{WF1087}(inout x) }")]
    [InlineData("kernel k(y: inout f32[n], x: f32[n] = [|1|]{WF1089}) { y[i] = x[i] }")]
    [InlineData("kernel k(y: inout f32[n], x: f32 = [|1.5e50|]{WF1034}) { y[i] = x }")]
    [InlineData("func f(x: f32) -> f32 { [|x|]{WF1060} = 1; return x }")]
    public void In_declarations(string text) => DslTest.Marked(text);

    [Theory]
    [InlineData("s = x[0]; s += [|o|]{WF1075}[0]; o[i] = 1", true)]
    [InlineData("o[0] = 1; for i in 0..n { [|s|]{WF1075} += x[i] }", true)]
    [InlineData("for i in 0..n { o[i] = [|o|]{WF1075}[i] + 1 }; s = 1", true)]
    [InlineData("for i in 0..n, j in 0..3 { o[i] += 1 }; s = 1", false)]
    [InlineData("s = 0; for i in 0..n { if i > 0 { o[i] = o[i - 1] } else { o[i] = 1 } }", false)]
    [InlineData("s = 0; for i in 0..n { for j in 0..i { s += o[j] }; o[i] = x[i] }", false)]
    [InlineData("s = 0; for i in 0..n { if i == 0 { o[0] = 1; continue }; o[i] = o[i - 1] }", false)]
    [InlineData("if n > 3 { s = 1; o[0] = 2 } else { s = 2 }; s += o[0]", false)]
    [InlineData("s = 0; o[i] = x[i] + [|o|]{WF1075}[n - 1]", true)]
    [InlineData("s = 1; let t = n > 3 ? [|o|]{WF1075}[0] : 1; o[0] = t", true)]
    public void Outputs_read_before_they_are_written(string body, bool marked)
    {
        body = marked ? body : body.Replace("o[i] += 1", "[|o|]{WF1075}[i] += 1", StringComparison.Ordinal);
        DslTest.Marked($"kernel k(x: f32[n]) -> (o: f32[n], s: f32) {{ {body} }}");
    }

    [Fact]
    public void Outputs_never_written() => DslTest.Marked("kernel k(x: f32[n]) -> ([|o|]{WF1076}: f32[n], s: f32) { s = x[0] }");

    [Theory]
    [InlineData("parallel i in 0..n { [|s|]{WF1077} += x[i] }")]
    [InlineData("parallel i in 0..n { [|o|]{WF1078}[0] = x[i] }")]
    [InlineData("parallel i in 0..n, j in 0..n { [|o|]{WF1078}[i] = x[j] }")]
    [InlineData("parallel i in 0..n { for j in 0..n { [|o|]{WF1078}[j] = x[j] } }")]
    [InlineData("parallel i in 0..n { var c = 0; parallel j in 0..n { [|c|]{WF1077} += 1 } }")]
    [InlineData("parallel i in 0..n { let c = 0; parallel j in 0..n { [|s|]{WF1077} += 1 } }")]
    [InlineData("parallel i in 0..n { let c = x[i]; parallel j in 0..3 { [|o|]{WF1078}[i] = c } }")]
    [InlineData("parallel i in 0..n { let c = x[i]; parallel j in 0..1 { o[i + j] = c } }")]
    [InlineData("parallel i in 0..n { let j = 2 * i; o[j] = x[i] }")]
    [InlineData("parallel i in 0..n { for j in i..i + 1 { o[j] = x[j] } }")]
    [InlineData("parallel i in 0..n { var t: f32[3]; t[0] = x[i]; var s2 = t[0]; s2 += 1; o[i] = s2 }")]
    [InlineData("parallel i in 0..n { [|o|]{WF1079}[index(x[i])] = 1 }")]
    [InlineData("parallel i in 0..n { if i == 0 { [|o|]{WF1079}[0] = 1 } }")]
    [InlineData("parallel i in 0..n { o[i] = [|o|]{WF1079}[n - 1 - i] + 1 }")]
    [InlineData("parallel i in 0..n { o[i] += 1; o[i] = max(o[i], 0) }")]
    [InlineData("parallel r in 0..2 { var q: f32[2, 2]; for c in 1..2 { q[r, c] = q[0, c - 1] } o[r] = q[r, 1] }")]
    [InlineData("parallel y in 0..2, xx in 0..3 { o[y * 3 + xx] = 1 }")]
    public void Parallel_loops(string body) =>
        DslTest.Marked($"kernel k(x: f32[n]) -> (o: f32[n], s: f32) {{ s = 0; o[z] = 0; {body} }}");

    [Theory]
    [InlineData("let r = twice([|c|]{WF1090})")]
    [InlineData("let r = twice([|m|]{WF1090})")]
    [InlineData("let r = eight([|f4|]{WF1091})")]
    [InlineData("let r = [|pair()|]{WF1092}")]
    [InlineData("let r = twice([|inout a|]{WF1093})")]
    [InlineData("scale(2, [|a|]{WF1094})")]
    [InlineData("[|add(a, inout a)|]{WF1095}")]
    [InlineData("[|let r = both(a)|]{WF1096}")]
    [InlineData("[|let (r, t) = twice(a)|]{WF1096}")]
    [InlineData("let r = 1.0 + [|both(a)|]{WF1097}")]
    [InlineData("let r = 1.0 + [|scale(2, inout a)|]{WF1097}")]
    [InlineData("var r: f32 = 0; r = [|twice(a)|]{WF1098}")]
    [InlineData("while [|norm(a)|]{WF1101} > 1 { }")]
    [InlineData("let r = true && [|norm(a)|]{WF1101} > 1")]
    [InlineData("scale(2, [|inout b|]{WF1060})")]
    [InlineData("scale(2, [|inout twice(a)|]{WF1061})")]
    [InlineData("let r = [|sum|]{WF1102}(i) a[i]")]
    [InlineData("a = [|c|]{WF1063}")]
    [InlineData("let r: f32[n, 2] = [|a|]{WF1063}")]
    [InlineData("let r: f32[3] = [|f4|]{WF1063}")]
    [InlineData("let r: f32[3] = [|eight(a)|]{WF1063}")]
    [InlineData("var r = f4; r = [|eight(a)|]{WF1091}")]
    public void In_a_workflow(string statement) => DslTest.Marked($$"""
        kernel twice(x: f32[n]) -> y: f32[2 * n] { y[i] = x[i / 2] }
        kernel eight(x: f32[8]) -> y: f32[8] { y[i] = x[i] }
        kernel pair() -> y: f32[q] { y[i] = 1 }
        kernel scale(k: f32, x: inout f32[n]) { x[i] *= k }
        kernel add(x: f32[n], y: inout f32[n]) { y[i] += x[i] }
        kernel both(x: f32[n]) -> (low: f32, high: f32) { low = 0; high = 1 }
        kernel norm(x: f32[n]) -> d: f32 { d = sum(i) x[i] }
        workflow w(a: inout f32[n], b: f32[n], c: i32[n], m: f32[n, n], f4: f32[4]) {
            {{statement}}
        }
        """);

    [Theory]
    [InlineData("workflow [|w|]{WF1104}(x: f32[n]) -> f32[n] { }")]
    [InlineData("workflow w(x: f32[n]) -> (f32[n], f32) { [|return x|]{WF1072} }")]
    [InlineData("workflow w(x: f32[n]) -> f32[n] { return x }\nkernel k(x: inout f32[n]) { x = [|w(x)|]{WF1100} }")]
    [InlineData("kernel k(x: f32) -> y: f32 { y = x }\nfunc f(x: f32) -> f32 = [|k(x)|]{WF1099}")]
    [InlineData("kernel k(x: f32) -> y: f32 { y = x }\nconst A = [|k(1)|]{WF1099}")]
    [InlineData("kernel a(x: f32[n]) -> y: f32[n] { y[i] = x[i] }\nkernel b(x: inout f32[n]) { x = [|a(x)|]{WF1095} }")]
    [InlineData("kernel a(x: f32) -> y: f32 { y = x }\nkernel b(x: inout f32[n]) { x[i] = [|a(x[i])|]{WF1101} }")]
    public void Between_declarations(string text) => DslTest.Marked(text);

    [Theory]
    [InlineData("let q = [|lenght|]{WF1020}", "did you mean 'length'?")]
    [InlineData("let q = [|sqtr|]{WF1021}(length)", "did you mean 'sqrt'?")]
    [InlineData("let q: [|int|]{WF1022} = 1", "'i32' here")]
    [InlineData("let q: [|f23|]{WF1022} = 1", "did you mean 'f32'?")]
    [InlineData("let q = [|x|]{WF1020}", "there is no variable 'x' here")]
    public void Suggestions(string statement, string expected)
    {
        var (text, marks) = MarkedText.Read($"kernel k(length: f32, y: inout f32[n]) {{ {statement} }}");
        var diagnostic = Assert.Single(Weft.Frontend.Dsl.WeftCompilation.Compile("t.weft", text).Diagnostics);
        Assert.Equal(marks[0].Id, diagnostic.Id);
        Assert.Contains(expected, diagnostic.Message, StringComparison.Ordinal);
    }
}
