using Weft.Frontend.Dsl.Formatting;
using Xunit;

namespace Weft.Frontend.Tests.Dsl.Formatting;

/// <summary>How things look.</summary>
public sealed class FormatterTests
{
    [Theory]
    // Spaces.
    [InlineData("const   N=3 ;const M : i32 = -  -4", "const N = 3\nconst M: i32 = - -4\n")]
    [InlineData("func f(x:f32,)->f32=x*( x+1 )", "func f(x: f32) -> f32 = x * (x + 1)\n")]
    [InlineData("kernel f( y:inout f32[ n , 2 * n+1 ]){ }", "kernel f(y: inout f32[n, 2*n + 1]) { }\n")]
    [InlineData("kernel f(){y[i+ 1]=x[( i-1 ) %n]}", "kernel f() { y[i+1] = x[(i-1)%n] }\n")]
    [InlineData("kernel f(){for i in 0 .. 2 * n + 1 step - 2{x=1}}", "kernel f() { for i in 0..2*n+1 step -2 { x = 1 } }\n")]
    [InlineData("kernel f(){s=sum ( i in 0 .. n )x[ i ]}", "kernel f() { s = sum(i in 0..n) x[i] }\n")]
    [InlineData("fast   kernel f<T:float>(){}", "fast kernel f<T: float>() { }\n")]
    [InlineData("kernel f(){s=a?b:c\n}", "kernel f() {\n    s = a ? b : c\n}\n")]
    [InlineData("kernel f()->(a:f32,b:f32){let (p,q)=g(inout x,!b)\n}",
        "kernel f() -> (a: f32, b: f32) {\n    let (p, q) = g(inout x, !b)\n}\n")]
    // Lines.
    [InlineData("kernel f(){a=1;b=2}", "kernel f() {\n    a = 1\n    b = 2\n}\n")]
    [InlineData("\n\n\nconst A = 1\n\n\n\nconst B = 2\nconst C = 3\n\n", "const A = 1\n\nconst B = 2\nconst C = 3\n")]
    [InlineData("kernel f() { }\nkernel g() { }", "kernel f() { }\n\nkernel g() { }\n")]
    [InlineData("kernel f(){\n\n\n  a = 1\n\n\n  b = 2\n\n}", "kernel f() {\n    a = 1\n\n    b = 2\n}\n")]
    [InlineData("kernel f()\n{\nif a {b=1}\nelse\n{b=2}\n}",
        "kernel f() {\n    if a {\n        b = 1\n    } else {\n        b = 2\n    }\n}\n")]
    [InlineData("kernel f(){\nif a {b=1} else if c { } else {b=2}\n}",
        "kernel f() {\n    if a { b = 1 } else if c { } else { b = 2 }\n}\n")]
    [InlineData("a\r\nb", null)]
    [InlineData("const A=1\r\nconst B=2\r\n", "const A = 1\r\nconst B = 2\r\n")]
    [InlineData("", "")]
    [InlineData("// only this", "// only this\n")]
    public void Looks_like_this(string text, string? expected) => Assert.Equal(expected, Formatter.Format("f.weft", text).Text);

    [Fact]
    public void What_is_too_long_breaks_where_it_is_loosest() => AssertForm("""
        kernel hillshade(
            elevation: f32[height, width],
            horizontal: f32,
            vertical: f32,
            northern: f32,
            eastern: f32
        ) -> shade: f32[height, width] {
            shade[y, x] = max(
                0,
                (upwards - eastern * slope_to_the_east - northern * slope_to_the_north) /
                    sqrt(1 + slope_to_the_east * slope_to_the_east + slope_to_the_north * slope_to_the_north)
            )
            let total =
                elevation[y-1, x-1] + 2 * elevation[y-1, x] + elevation[y-1, x+1] + elevation[y, x-1] + elevation[y, x] +
                elevation[y+1, x-1]
            let chosen =
                elevation_of_the_place > elevation_of_the_neighbour ? elevation_of_the_place :
                elevation_of_the_place < elevation_of_the_neighbour ? elevation_of_the_neighbour :
                0
            if elevation_of_the_place > 0 &&
                    elevation_of_the_neighbour > 0 &&
                    elevation_of_the_other_neighbour > 0 &&
                    isnan(total) {
                total = 0
            }
            for first_index in 0..the_height_of_the_picture,
                    second_index in 0..the_width_of_the_whole_picture,
                    third_index in 0..3 {
                total = 1
            }
        }

        """);

    [Fact]
    public void Comments_stay_with_what_they_are_about() => AssertForm("""
        // A file about f.

        /// What f does.
        /* and more */
        kernel f(
            // first
            a: f32, // the one
            b: f32 /* the other */
            // that is all
        ) -> /* gives */ c: f32 { // begins
            // a line
            c =
                a + // left
                b   // right
            c = 1 /* now */ + 2

            /* several
             * lines
             */
            if a > 0 { c = 2 } // short
            // before else
            if b > 0 {
                c = 3
            }
            // otherwise
            else {
                // nothing
            }
            // last
        }

        // the end

        """);

    [Fact]
    public void A_file_with_a_syntax_error_is_left_alone()
    {
        var result = Formatter.Format("f.weft", "kernel f( { }");
        Assert.Null(result.Text);
        Assert.Equal("WF1005", Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public void A_file_with_other_errors_is_formatted() =>
        Assert.Equal("kernel f() { x = 1 }\n", Formatter.Format("f.weft", "kernel f(){x=1}").Text);

    private static void AssertForm(string text) => Assert.Equal(text, Formatter.Format("f.weft", text).Text);
}
